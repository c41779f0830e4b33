import { describe, expect, it } from "vitest";
import { type Claims, judge, type ProviderSettings } from "../../lib/oidc/index.js";
import { mapped, NOW, setting, token } from "./support.js";

function admitted(claims: Claims, settings: readonly ProviderSettings[], account = "ci-app"): boolean {
  return judge({ claims, settings, account, now: NOW }).admitted;
}

/** Claims as a token's payload brings them: `__proto__` is then a claim like any other. */
function parsed(json: string): Claims {
  return { ...token(), ...(JSON.parse(json) as Claims) };
}

describe("names that objects inherit", () => {
  it.each(["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"])(
    "%s is no claim unless given",
    (name) => {
      const claims = JSON.parse(`{${JSON.stringify(name)}: ".*"}`) as Claims;
      expect(admitted(token(), [setting({ claims })])).toBe(false);
    },
  );

  it("__proto__ is a claim like any other where a token brings it", () => {
    const claims = JSON.parse('{"__proto__": "x"}') as Claims;
    expect(admitted(parsed('{"__proto__": "x"}'), [setting({ claims })])).toBe(true);
    expect(admitted(parsed('{"__proto__": "y"}'), [setting({ claims })])).toBe(false);
  });

  it("a required __proto__ is not overlooked", () => {
    const claims = JSON.parse('{"repository_id": "74", "__proto__": "x"}') as Claims;
    expect(admitted(token(), [setting({ claims })])).toBe(false);
  });

  it("a token cannot bring claims by its prototype", () => {
    expect(
      admitted(parsed('{"__proto__": {"environment": "production"}}'), [setting({ claims: { environment: ".*" } })]),
    ).toBe(false);
  });

  it("no account is named like what objects inherit", () => {
    expect(admitted(token(), [setting()], "__proto__")).toBe(false);
    expect(admitted(token(), [setting()], "length")).toBe(false);
  });

  it("a mapping claim named __proto__ is absent", () => {
    expect(admitted(token(), [mapped({ ".*": "ci-app" }, { mapping_claim: "__proto__" })])).toBe(false);
  });
});

describe("sizes", () => {
  it("a claim of a megabyte is compared", () => {
    const long = "x".repeat(1_048_576);
    expect(admitted(token({ environment: long }), [setting({ claims: { environment: `${long}.*` } })])).toBe(true);
    expect(admitted(token({ environment: long }), [setting({ claims: { environment: `${long}y` } })])).toBe(false);
  });

  it("no message repeats a long value in full", () => {
    const long = "x".repeat(1_048_576);
    const { settings } = judge({
      claims: token({ environment: long }),
      settings: [setting({ claims: { environment: "production" } })],
      account: "ci-app",
      now: NOW,
    });
    for (const { text } of settings[0]?.steps ?? []) {
      expect(text.length).toBeLessThan(500);
    }
  });

  it("ten thousand claims, elements and mappings are judged", () => {
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`claim-${index}`, "x"]));
    const list = Array.from({ length: 10_000 }, (_, index) => `element-${index}`);
    const mappings = Object.fromEntries(list.map((value) => [value, "other"]));
    expect(
      admitted(token({ ...many, environment: list }), [setting({ claims: { environment: "element-9999" } })]),
    ).toBe(true);
    expect(admitted(token({ environment: "element-9999" }), [mapped(mappings)], "other")).toBe(true);
  });

  it("a regular expression that would run for ages is only text", () => {
    const claims = { ref: "(a+)+$" };
    expect(admitted(token({ ref: `${"a".repeat(50_000)}!` }), [setting({ claims })])).toBe(false);
  });
});

describe("texts that look alike", () => {
  it.each(["\u0441i-app", "ci\u2010app", "ci-app\u200d", "\u202eci-app", "ci-app\u0000"])(
    "%j is another account",
    (account) => {
      expect(admitted(token(), [setting()], account)).toBe(false);
    },
  );
});
