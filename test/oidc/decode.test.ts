import { describe, expect, it } from "vitest";
import { decodeToken, isOidcError } from "../../lib/oidc/index.js";

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

function jwt(payload: unknown, header: unknown = { alg: "RS256", kid: "1" }, signature = "c2ln"): string {
  return `${encode(header)}.${encode(payload)}.${signature}`;
}

describe("decodeToken", () => {
  it("reads header and claims, and says that a signature is there", () => {
    expect(decodeToken(jwt({ sub: "repo:acme/app:ref:refs/heads/main", exp: 5 }))).toEqual({
      header: { alg: "RS256", kid: "1" },
      claims: { sub: "repo:acme/app:ref:refs/heads/main", exp: 5 },
      signed: true,
    });
  });

  it("drops spaces around it and a leading Bearer", () => {
    expect(decodeToken(`  Bearer ${jwt({ a: "b" })}\n`).claims).toEqual({ a: "b" });
  });

  it("reads texts beyond ASCII", () => {
    expect(decodeToken(jwt({ environment: "prod 🚀 é" })).claims).toEqual({ environment: "prod 🚀 é" });
  });

  it("keeps a claim named __proto__ as a claim", () => {
    const payload = Buffer.from('{"__proto__": "x"}').toString("base64url");
    const { claims } = decodeToken(`${encode({ alg: "RS256" })}.${payload}.c2ln`);
    expect(Object.keys(claims)).toEqual(["__proto__"]);
  });

  it.each([
    ["alg none", jwt({}, { alg: "none" })],
    ["alg None", jwt({}, { alg: "None" })],
    ["no alg", jwt({}, {})],
    ["an empty signature", jwt({}, { alg: "RS256" }, "")],
  ])("says that a token is not signed: %s", (_, token) => {
    expect(decodeToken(token).signed).toBe(false);
  });

  it.each([
    ["", "it is empty"],
    ["   ", "it is empty"],
    ["csa_0123456789abcdef", "it has 1 part; a token has three"],
    ["a.b", "it has 2 parts"],
    ["a.b.c.d", "it has 4 parts"],
    ["a.b.c.d.e", "it is encrypted"],
    ['{"sub": "x"}', "it is JSON"],
    [`${encode({})}.!!!.c2ln`, "payload (second part) is not base64url"],
    [`${encode({})}.A.c2ln`, "payload (second part) is not base64url"],
    [`..`, "header (first part) is not base64url"],
    [`${encode({})}.${encode({})}.s=`, "signature (third part) is not base64url"],
    [`${encode({})}.${Buffer.from("not json").toString("base64url")}.c2ln`, "payload (second part) is not JSON"],
    [
      `${encode({})}.${Buffer.from([0x22, 0xff, 0x22]).toString("base64url")}.c2ln`,
      "payload (second part) is not JSON",
    ],
    [`${encode({})}.${encode([1])}.c2ln`, "payload (second part) is not a JSON object"],
    [`${encode("x")}.${encode({})}.c2ln`, "header (first part) is not a JSON object"],
    ["x".repeat(4 * 1024 * 1024 + 1), "it has 4194305 characters"],
  ])("refuses %.20j, saying why", (text, reason) => {
    const caught = catchError(() => decodeToken(text));
    expect(isOidcError(caught)).toBe(true);
    expect(caught).toMatchObject({ code: "not_a_token", message: expect.stringContaining(reason) });
  });

  it("takes a token of the greatest length", () => {
    const token = jwt({ a: "b" });
    expect(decodeToken(token + "A".repeat(4 * 1024 * 1024 - token.length)).claims).toEqual({ a: "b" });
  });

  it("never repeats what it was given", () => {
    const secret = "csa_thisisaverysecretkey0123456789";
    expect((catchError(() => decodeToken(secret)) as Error).message).not.toContain("secret");
  });
});

function catchError(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error("expected an error");
}
