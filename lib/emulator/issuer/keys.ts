import { exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";
import { randomText } from "../private/random.js";

interface SigningKey {
  readonly kid: string;
  readonly sign: (claims: Readonly<Record<string, unknown>>) => Promise<string>;
  readonly publicJwk: JWK;
}

/** RS256 keys of every issuer that the emulator plays, made when first needed and gone when it stops. */
export class IssuerKeys {
  private readonly keys = new Map<string, Promise<SigningKey>>();

  /** Signs claims as their own `iss` would. */
  async sign(issuer: string, claims: Readonly<Record<string, unknown>>): Promise<string> {
    return (await this.keyOf(issuer)).sign(claims);
  }

  /** The issuer's JSON Web Key Set, public half only. */
  async jwks(issuer: string): Promise<{ keys: JWK[] }> {
    return { keys: [(await this.keyOf(issuer)).publicJwk] };
  }

  /** Makes the issuer use a new key from now on, as a key rotation does. */
  rotate(issuer: string): void {
    this.keys.delete(issuer);
  }

  private keyOf(issuer: string): Promise<SigningKey> {
    let key = this.keys.get(issuer);
    if (!key) {
      key = makeKey();
      this.keys.set(issuer, key);
    }
    return key;
  }
}

async function makeKey(): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair("RS256");
  const kid = randomText(16, "hex");
  return {
    kid,
    publicJwk: { ...(await exportJWK(publicKey)), kid, alg: "RS256", use: "sig" },
    sign: (claims) => new SignJWT({ ...claims }).setProtectedHeader({ alg: "RS256", typ: "JWT", kid }).sign(privateKey),
  };
}
