import { describe, expect, it } from "vitest";
import { type ClaimValue, matchClaim } from "../../lib/oidc/index.js";

/** required, actual, whether it is met, and what the row shows. */
const VECTORS: readonly (readonly [ClaimValue, ClaimValue | undefined, boolean, string])[] = [
  ["main", "main", true, "an equal text"],
  ["main", "Main", false, "another case"],
  ["main", "main ", false, "a space behind"],
  ["main", " main", false, "a space before"],
  ["main", "mainline", false, "a longer text"],
  ["main", "mai", false, "a shorter text"],
  ["", "", true, "an empty text"],
  ["", "a", false, "something where nothing is required"],
  ["main", undefined, false, "an absent claim"],
  ["main", null, false, "null, which is absent"],

  ["refs/heads/.*", "refs/heads/main", true, "a prefix"],
  ["refs/heads/.*", "refs/heads/", true, "a prefix with an empty rest"],
  ["refs/heads/.*", "refs/heads", false, "less than the prefix"],
  ["refs/heads/.*", "refs/tags/v1", false, "another prefix"],
  ["refs/heads/.*", "Refs/heads/main", false, "a prefix of another case"],
  ["refs/heads/.*", "x refs/heads/main", false, "the prefix in the middle"],
  [".*", "anything", true, "a bare wildcard and any text"],
  [".*", "", true, "a bare wildcard and an empty text"],
  [".*", undefined, false, "a bare wildcard and an absent claim"],
  [".*", null, false, "a bare wildcard and null"],
  [".*", "line\nbreak", true, "a bare wildcard and a line break"],

  ["*", "main", false, "a star alone, which is no wildcard"],
  ["*", "*", true, "a star alone and a star"],
  ["ma*", "main", false, "a star without a dot"],
  ["a.*b", "axxb", false, "a wildcard in the middle"],
  ["a.*b", "a.*b", true, "the text of a wildcard in the middle"],
  [".*main", "main", false, "a wildcard in front"],
  ["a.*.*", "a.*", true, "only the last wildcard counts"],
  ["a.*.*", "ab", false, "the wildcard before the last is literal"],
  ["v1.0", "v1x0", false, "a dot, which stands for itself"],
  ["v1.0.*", "v1x0-rc", false, "a dot in a prefix, which stands for itself"],
  ["[a-z]+", "abc", false, "a regular expression"],
  ["^main$", "main", false, "anchors"],
  ["main|dev", "main", false, "an alternative"],
  ["\\Amain", "main", false, "an escape"],
  ["main.?", "main", false, "a question mark"],

  ["acme%2Fapp", "acme/app", false, "URL encoding in the setting"],
  ["acme/app", "acme%2Fapp", false, "URL encoding in the token"],
  ["caf\u00e9", "cafe\u0301", false, "another Unicode form"],
  ["acme", "\u0430cme", false, "a Cyrillic look-alike"],
  ["acme/app", "acme\u2215app", false, "a look-alike slash"],
  ["acme", "acme\u200b", false, "an invisible character"],
  ["acme", "\uff41cme", false, "a full-width letter"],
  ["\ud83d\ude80.*", "\ud83d\ude80 launch", true, "a prefix beyond the basic plane"],

  ["74", 74, true, "a number as its JSON text"],
  [74, "74", true, "a required number and its text"],
  [74, 74, true, "two numbers"],
  ["74.0", 74, false, "another text of the same number"],
  ["1e2", 100, false, "an exponent, which is not how JSON writes 100"],
  ["0", -0, true, "minus zero, which JSON writes as 0"],
  ["7.*", 74, true, "a prefix of a number's text"],
  ["9007199254740991", 9007199254740991, true, "the greatest safe integer"],
  ["9007199254740992", 9007199254740992, false, "an integer whose digits may be lost"],
  ["true", true, true, "a boolean as its JSON text"],
  [true, "true", true, "a required boolean and its text"],
  ["True", true, false, "a boolean in another case"],
  ["1", true, false, "one and true"],
  [false, false, true, "two booleans"],
  ["", false, false, "nothing and false"],
  ["null", null, false, "the word null and null"],

  ["b", ["a", "b"], true, "one element of an array"],
  ["c", ["a", "b"], false, "no element of an array"],
  ["a,b", ["a", "b"], false, "an array's elements joined"],
  ["b.*", ["a", "bc"], true, "a prefix of an element"],
  [".*", [], false, "a bare wildcard and an empty array"],
  [".*", [null], false, "a bare wildcard and an array of null"],
  [".*", [""], true, "a bare wildcard and an array of an empty text"],
  ["7", [7], true, "a number in an array"],
  ["b", ["a", ["b"]], true, "an element of an element"],
  ["b", [{ b: "b" }], false, "an object in an array"],
  ["0", ["a"], false, "an index"],
  ["2", ["a", "b"], false, "a length"],

  [".*", {}, false, "a bare wildcard and an object"],
  ["b", { b: "b" }, false, "an object"],
  ["[object Object]", {}, false, "an object's text"],

  [null, null, false, "required null"],
  [null, undefined, false, "required null and an absent claim"],
  [["a", "b"], "a", false, "a required array and one of it"],
  [["a", "b"], ["a", "b"], false, "two equal arrays"],
  [[], [], false, "two empty arrays"],
  [{}, {}, false, "two empty objects"],
  [{ a: "b" }, { a: "b" }, false, "two equal objects"],
];

describe("matchClaim", () => {
  for (const [required, actual, met, what] of VECTORS) {
    it(`${met ? "takes" : "refuses"} ${what}: ${JSON.stringify(required)} for ${JSON.stringify(actual)}`, () => {
      expect(matchClaim(required, actual)).toBe(met);
    });
  }

  it("answers for an array nested deeper than the call stack", () => {
    let nested: ClaimValue = "main";
    for (let depth = 0; depth < 100_000; depth++) {
      nested = [nested];
    }
    expect(matchClaim("main", nested)).toBe(true);
    expect(matchClaim("dev", nested)).toBe(false);
  });

  it("answers for values of a million characters", () => {
    const long = "a".repeat(1_000_000);
    expect(matchClaim(`${long}.*`, `${long}b`)).toBe(true);
    expect(matchClaim(`${long}b`, `${long}c`)).toBe(false);
  });

  it("takes numbers that JSON cannot write for no match", () => {
    expect(matchClaim("null", Number.NaN)).toBe(false);
    expect(matchClaim(".*", Number.POSITIVE_INFINITY)).toBe(false);
  });
});
