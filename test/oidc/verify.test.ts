import { exportJWK, generateKeyPair, type JWK, SignJWT, UnsecuredJWT } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { isOidcError } from "../../lib/oidc/index.js";
import { verifySignature } from "../../lib/oidc/verify.js";

let privateKey: Awaited<ReturnType<typeof generateKeyPair>>["privateKey"];
let publicJwk: JWK;
let otherJwk: JWK;

beforeAll(async () => {
  const pair = await generateKeyPair("RS256", { extractable: true });
  ({ privateKey } = pair);
  publicJwk = { ...(await exportJWK(pair.publicKey)), kid: "one", alg: "RS256", use: "sig" };
  const other = await generateKeyPair("RS256", { extractable: true });
  otherJwk = { ...(await exportJWK(other.publicKey)), kid: "two", alg: "RS256", use: "sig" };
});

async function signed(header: { readonly kid?: string } = { kid: "one" }): Promise<string> {
  return new SignJWT({ sub: "x", exp: 1 }).setProtectedHeader({ alg: "RS256", ...header }).sign(privateKey);
}

describe("verifySignature", () => {
  it("takes a signature by a published key, whatever the token's times", async () => {
    expect(await verifySignature(await signed(), { keys: [publicJwk] })).toBe("valid");
  });

  it("refuses a signature by another key, also under the same key id", async () => {
    expect(await verifySignature(await signed(), { keys: [otherJwk] })).toBe("invalid");
    expect(await verifySignature(await signed(), { keys: [{ ...otherJwk, kid: "one" }] })).toBe("invalid");
  });

  it("tries every key for a token without key id", async () => {
    expect(await verifySignature(await signed({}), { keys: [otherJwk, publicJwk] })).toBe("valid");
    expect(await verifySignature(await signed({}), { keys: [otherJwk, { ...otherJwk, kid: "three" }] })).toBe(
      "invalid",
    );
  });

  it("refuses a token whose payload was changed", async () => {
    const [header, , signature] = (await signed()).split(".");
    const payload = Buffer.from('{"sub":"y"}').toString("base64url");
    expect(await verifySignature(`${header}.${payload}.${signature}`, { keys: [publicJwk] })).toBe("invalid");
  });

  it("refuses an unsecured token", async () => {
    expect(await verifySignature(new UnsecuredJWT({ sub: "x" }).encode(), { keys: [publicJwk] })).toBe("invalid");
  });

  it("refuses a token that takes the public key for a shared secret", async () => {
    const secret = new TextEncoder().encode(publicJwk.n);
    const forged = await new SignJWT({ sub: "x" }).setProtectedHeader({ alg: "HS256", kid: "one" }).sign(secret);
    const keys = [publicJwk, { kty: "oct", k: Buffer.from(secret).toString("base64url"), kid: "one" }];
    expect(await verifySignature(forged, { keys })).toBe("invalid");
  });

  it("refuses what is no token", async () => {
    expect(await verifySignature("not a token", { keys: [publicJwk] })).toBe("invalid");
  });

  it("says when the keys are no key set", async () => {
    const error: unknown = await verifySignature(await signed(), { no: "keys" } as never).catch((caught) => caught);
    expect(isOidcError(error)).toBe(true);
    expect(error).toMatchObject({ code: "invalid_keys" });
  });
});
