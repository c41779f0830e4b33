import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { picture } from "../../scripts/generate/picture.js";
import { terminalSvg } from "../../scripts/picture/svg.js";
import { terminalLines } from "../../scripts/picture/terminal.js";

describe("the picture in README", async () => {
  const [[path, svg] = ["", ""]] = await picture();

  it("is what review prints today", () => {
    expect(readFileSync(path, "utf8"), `${path}: run npm run generate`).toBe(svg);
    expect(svg).toContain("WIDENED AND NARROWED");
    expect(svg).toMatch(/echo \$\?<\/text>\n<text [^>]*>10<\/text>/);
  });

  it("is small, needs nothing else, and is described for those who cannot see it", () => {
    expect(Buffer.byteLength(svg)).toBeLessThan(60_000);
    expect(svg.replace("http://www.w3.org/2000/svg", "")).not.toMatch(/https?:|<script|<image|@import/);
    expect(svg).toMatch(/role="img" aria-labelledby="title description"/);
  });
});

describe("a terminal's text as lines", () => {
  const texts = (text: string, columns = 80) =>
    terminalLines(text, columns).map((line) => line.map((span) => span.text));

  it("keeps styles until they end, over lines too", () => {
    expect(terminalLines("a\u001b[1mb\u001b[31mc\nd\u001b[39me\u001b[22mf", 80)).toEqual([
      [
        { text: "a", style: { bold: false, dim: false } },
        { text: "b", style: { bold: true, dim: false } },
        { text: "c", style: { bold: true, dim: false, colour: "red" } },
      ],
      [
        { text: "d", style: { bold: true, dim: false, colour: "red" } },
        { text: "e", style: { bold: true, dim: false } },
        { text: "f", style: { bold: false, dim: false } },
      ],
    ]);
  });

  it("wraps at words, at the width and one above", () => {
    expect(texts("one two", 7)).toEqual([["one two"]]);
    expect(texts("one twos", 7)).toEqual([["one "], ["twos"]]);
    expect(texts("a\n\nb\n")).toEqual([["a"], [], ["b"]]);
  });

  it("draws no sequence that it does not know", () => {
    expect(() => terminalLines("\u001b[5mblinks", 80)).toThrow("no escape sequence 5");
  });

  it("becomes a picture whose texts are text", () => {
    const lines = terminalLines('<b> & "x"', 80);
    expect(terminalSvg({ title: "<t>", description: "d", lines, columns: 80 })).toContain(
      "&#60;b&#62; &#38; &#34;x&#34;",
    );
  });
});
