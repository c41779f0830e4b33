import { randomBytes } from "node:crypto";
import { compactVerify, SignJWT } from "jose";

/** What an exchanged token carries, and nothing more. */
export interface AccessTokenClaims {
  readonly iat: number;
  readonly exp: number;
  readonly service_slug: string;
  readonly service_slug_perm: string;
}

/** Cloudsmith's own tokens: HS256, with a secret made at each start. */
export class AccessTokens {
  private readonly secret = randomBytes(32);

  async issue(claims: AccessTokenClaims): Promise<string> {
    return new SignJWT({ ...claims }).setProtectedHeader({ alg: "HS256", typ: "JWT" }).sign(this.secret);
  }

  /** The claims of a token of ours, expired or not; undefined for anything else. */
  async verify(text: string): Promise<AccessTokenClaims | undefined> {
    if (text.split(".").length !== 3) {
      return undefined;
    }
    try {
      const { payload } = await compactVerify(text, this.secret, { algorithms: ["HS256"] });
      return JSON.parse(Buffer.from(payload).toString("utf8")) as AccessTokenClaims;
    } catch {
      return undefined;
    }
  }
}
