import { describe, expect, it } from "vitest";
import { isPlainPattern, passesFilter, sampleOf, stemOf } from "../../../lib/trust/workflow/filters.js";

describe("passesFilter", () => {
  it.each([
    [["main"], "main", true],
    [["main"], "main2", false],
    [["feature/*"], "feature/a", true],
    [["feature/*"], "feature/a/b", false],
    [["feature/**"], "feature/a/b", true],
    [["**"], "a/b", true],
    [["*"], "a/b", false],
    [["v[12].[0-9]+"], "v1.20", true],
    [["v[12].[0-9]+"], "v3.0", false],
    [["v[0-9]+.[0-9]+.[0-9]+"], "v1.2.3-rc1", false],
    [["colou?r"], "color", true],
    [["colou?r"], "colour", true],
    [["releases/**-alpha"], "releases/10-alpha", true],
    [["a\\+b"], "a+b", true],
    [["[!-]x"], "-x", true],
    [["releases/**", "!releases/**-alpha"], "releases/1-alpha", false],
    [["releases/**", "!releases/**-alpha"], "releases/1", true],
    [["!main", "**"], "main", true],
    [["!main"], "next", false],
    [[], "main", false],
  ])("%j and %s: %s", (patterns, name, expected) => {
    expect(passesFilter(patterns, name)).toBe(expected);
  });

  it("takes no pattern for longer than another", () => {
    expect(passesFilter([`${"**a".repeat(300)}b`], "a".repeat(250))).toBe(false);
    expect(passesFilter([`${"a+".repeat(300)}b`], "a".repeat(250))).toBe(false);
  });
});

describe("sampleOf", () => {
  it.each(["main", "feature/**", "v[0-9]+.[0-9]+", "*", "**", "release-*", "a?b+", "x[abc]"])(
    "fits %s itself",
    (pattern) => {
      expect(passesFilter([pattern], sampleOf(pattern))).toBe(true);
    },
  );

  it("knows a plain name, and what a pattern begins with", () => {
    expect([isPlainPattern("main"), isPlainPattern("a\\*"), isPlainPattern("v*"), isPlainPattern("!main")]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect([stemOf("release/**"), stemOf("v[0-9]"), stemOf("main"), stemOf("*")]).toEqual([
      "release/",
      "v",
      "main",
      "",
    ]);
  });
});
