import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wrap, wrapText } from "../../lib/cli/private/wrap.js";

describe("a line that is wider than the terminal", () => {
  it("is broken between words", () => {
    expect(wrap("one two three", 7)).toEqual(["one two", "three"]);
    expect(wrap("one two three", 6)).toEqual(["one", "two", "three"]);
  });
  it("stays as it is while it fits", () => {
    expect(wrap("one two", 7)).toEqual(["one two"]);
    expect(wrap("", 7)).toEqual([""]);
  });
  it("keeps a long word whole, and its own indentation", () => {
    expect(wrap("http://127.0.0.1:8765/ x", 5)).toEqual(["http://127.0.0.1:8765/", "x"]);
    expect(wrap("  indented text here", 12)).toEqual(["  indented", "text here"]);
    expect(wrap("    indented", 6)).toEqual(["    indented"]);
  });
});

describe("a report on a terminal", () => {
  it("is broken between words, each line going on below its own text", () => {
    const text = [
      "1 FINDING",
      "  - setting app-main lets in every event",
      "      → require event_name as well",
      "",
      "short",
    ];
    expect(wrapText(text.join("\n"), 24).split("\n")).toEqual([
      "1 FINDING",
      "  - setting app-main",
      "    lets in every event",
      "      → require",
      "        event_name as",
      "        well",
      "",
      "short",
    ]);
  });

  it("stays as it is at its own width, and is broken one below", () => {
    const line = "  twenty-five characters wide";
    expect(wrapText(line, line.length)).toBe(line);
    expect(wrapText(line, line.length - 1)).toBe("  twenty-five characters\n  wide");
    expect(wrapText("one two three four five", 19)).toBe("one two three four five");
  });

  it("counts no colours, and keeps them", () => {
    const line = "\u001b[2m  dim words of ours that go on\u001b[22m";
    expect(wrapText(line, 30)).toBe(line);
    expect(wrapText(line, 20)).toBe("\u001b[2m  dim words of ours\n  that go on\u001b[22m");
  });

  it("loses no word, and has no line that is wider, but for a long word", () => {
    const word = fc.stringMatching(/^[a-z→✗]{1,30}$/);
    const lines = fc.array(fc.tuple(fc.nat(8), fc.array(word, { maxLength: 20 })), { maxLength: 5 });
    fc.assert(
      fc.property(lines, fc.integer({ min: 20, max: 60 }), (all, width) => {
        const text = all.map(([indent, words]) => " ".repeat(indent) + words.join(" ")).join("\n");
        const wrapped = wrapText(text, width);
        const words = (of: string) => of.split(/\s+/).filter((each) => each !== "");
        expect(words(wrapped)).toEqual(words(text));
        for (const line of wrapped.split("\n")) {
          const isOneWord = words(line.replace(/^ *(?:[→✗] )?/, "")).length < 2;
          expect(isOneWord || stripVTControlCharacters(line).length <= width, line).toBe(true);
        }
      }),
    );
  });
});
