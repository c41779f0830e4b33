import { describe, expect, it } from "vitest";
import { reflow } from "../../lib/cli/private/reflow.js";

describe("the notes of a help text", () => {
  it("are wrapped anew, a paragraph at a time", () => {
    expect(reflow("one two three four\nfive six\n\nseven", 13)).toBe("one two three\nfour five six\n\nseven");
    expect(reflow("one two three four\nfive six", 40)).toBe("one two three four five six");
  });
  it("keep a list below its heading, and what follows it apart", () => {
    expect(reflow("Formats:\n  html  a page\n  json  data\nThe rest\nof it", 40)).toBe(
      "Formats:\n  html  a page\n  json  data\nThe rest of it",
    );
  });
  it("continue a row below its text", () => {
    expect(reflow("  html  a page to search", 16)).toBe("  html  a page\n        to\n        search");
    expect(reflow("      what it is for", 14)).toBe("      what it\n      is for");
  });
});
