import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonText, markdownProse, terminalSafe, terminalSafeLines } from "../../lib/report/index.js";

const HOSTILE = [
  ["\u001b[2J", "\\u{1b}[2J", "clears the screen"],
  ["\u001b]8;;https://evil.example\u0007link", "\\u{1b}]8;;https://evil.example\\u{7}link", "an OSC hyperlink"],
  ["\u009b31m", "\\u{9b}31m", "an 8-bit control sequence"],
  ["a\u202eb", "a\\u{202e}b", "turns the reading direction round"],
  ["a\u2066b\u2069", "a\\u{2066}b\\u{2069}", "a bidirectional isolate"],
  ["a\u200bb", "a\\u{200b}b", "an invisible space"],
  ["a\rb", "a\\u{d}b", "overwrites the line"],
  ["a\nb", "a\\nb", "forges a line"],
  ["a\u2028b", "a\\u{2028}b", "forges a line by a separator"],
  ["\ud800", "\\u{d800}", "half a character"],
  ["a\u{e0041}", "a\\u{e0041}", "an invisible tag"],
] as const;

describe("text from strangers on a terminal", () => {
  it.each(HOSTILE)("shows %j as %j: %s", (text, shown) => {
    expect(terminalSafe(text)).toBe(shown);
  });

  it.each([
    ["::error::x", "\\u{3a}:error::x"],
    [" \t::add-mask::x", " \\t::add-mask::x"],
    ["  ::stop-commands::x", "  \\u{3a}:stop-commands::x"],
    ["a ##[error]x ##[x]", "a \\u{23}#[error]x \\u{23}#[x]"],
    ["a::b", "a::b"],
    ["#123 ## x", "#123 ## x"],
  ])("holds no command for a CI's runner: %j is %j", (text, shown) => {
    expect(terminalSafe(text)).toBe(shown);
  });

  it("leaves ordinary text of any language alone", () => {
    for (const text of ["ci-app", "Köln/приложение", "日本語", "مشروع", "👍"]) {
      expect(terminalSafe(text)).toBe(text);
    }
  });

  it("keeps the line feeds of a text of several lines, and nothing else of that kind", () => {
    expect(terminalSafeLines("a\r\nb\u001b[1m\nc")).toBe("a\nb\\u{1b}[1m\nc");
  });

  it("never lets a control, format or bidirectional character through", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(terminalSafe(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});

describe("JSON that is printed", () => {
  it("means the same as what went in", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(jsonText(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it.each(HOSTILE)("holds no raw %j", (text) => {
    const printed = jsonText({ name: text }, 0);
    expect(printed).toMatch(/^[\x20-\x7e]*$/);
    expect(JSON.parse(printed)).toEqual({ name: text });
  });
});

describe("a rule's sentence in markdown", () => {
  it.each([
    "Every token of the issuer gets in.",
    "require repository_id (or repository_owner_id); one setting for each, with store_api_key = false",
  ])("is read as it is: %s", (text) => {
    expect(markdownProse(text)).toBe(text);
  });

  it.each([
    "",
    "- a list",
    "see www.evil.example",
    "see https://evil.example",
    "ask @octocat",
    "as in #1 and GH-1",
    "in deadbeef1",
    ":smile: x",
    "a <b> c",
    "a [b](c)",
    "a *b* `c`",
    "a __b__",
    "_a_",
    "a\nb",
    "a | b",
    "Köln",
  ])("is code where it may be more than prose: %j", (text) => {
    expect(markdownProse(text)).toMatch(/^<code>[^<]+<\/code>$/);
  });
});
