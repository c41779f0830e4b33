import { describe, expect, it } from "vitest";
import { wrap } from "../../lib/cli/private/wrap.js";

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
