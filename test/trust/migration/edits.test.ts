import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdits, unifiedDiff } from "../../../lib/trust/migration/edits.js";

/** Applies a diff of one file as git does, reading nothing but its lines. */
function patched(before: string, diff: string): string {
  const old = before.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const now: string[] = [];
  let at = 0;
  const lines = diff.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  for (const [index, line] of lines.slice(2).entries()) {
    const bare = lines[index + 3]?.startsWith("\\ ") === true ? line.replace(/\n$/, "") : line;
    const from = /^@@ -(\d+),(\d+) /.exec(line);
    if (from !== null) {
      const start = Number(from[2]) === 0 ? Number(from[1]) : Number(from[1]) - 1;
      now.push(...old.slice(at, start));
      at = start;
    } else if (line.startsWith("+")) {
      now.push(bare.slice(1));
    } else if (line.startsWith("-") || line.startsWith(" ")) {
      expect(old[at]).toBe(bare.slice(1));
      now.push(...(line.startsWith(" ") ? [bare.slice(1)] : []));
      at++;
    }
  }
  return [...now, ...old.slice(at)].join("");
}

describe("unifiedDiff", () => {
  const line = fc.constantFrom("a", "b", "c", "", "  d", "@@ x", "- y", "e\r");
  const text = fc
    .tuple(fc.array(line, { maxLength: 30 }), fc.boolean())
    .map(([lines, isEnded]) => lines.join("\n") + (isEnded && lines.length > 0 ? "\n" : ""));

  it("makes the new text of the old one", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(patched(before, unifiedDiff("x.yml", before, after))).toBe(after);
      }),
      { numRuns: 500, seed: 11 },
    );
  });

  it("is empty where nothing changed, and has hunks of three lines around each change", () => {
    const lines = Array.from({ length: 30 }, (_, index) => `${index}\n`);
    expect(unifiedDiff("x.yml", lines.join(""), lines.join(""))).toBe("");
    const heads = (...changed: readonly number[]): readonly string[] => {
      const after = lines.map((each, index) => (changed.includes(index) ? `new ${each}` : each)).join("");
      return unifiedDiff("x.yml", lines.join(""), after).match(/^@@.*@@$/gm) ?? [];
    };
    expect(heads(10)).toEqual(["@@ -8,7 +8,7 @@"]);
    // six lines between two changes are the context of both
    expect(heads(10, 17)).toEqual(["@@ -8,14 +8,14 @@"]);
    expect(heads(10, 18)).toEqual(["@@ -8,7 +8,7 @@", "@@ -16,7 +16,7 @@"]);
    expect(heads(0, 29)).toEqual(["@@ -1,4 +1,4 @@", "@@ -27,4 +27,4 @@"]);
  });

  it("quotes paths as git does", () => {
    const head = (path: string): string => unifiedDiff(path, "a\n", "b\n").split("\n")[0] ?? "";
    expect(head(".github/workflows/a-b_c.yml")).toBe("--- a/.github/workflows/a-b_c.yml");
    expect(head("a b.yml")).toBe("--- a/a b.yml\t");
    expect(head('ü"\n.yml')).toBe('--- "a/\\303\\274\\"\\012.yml"');
  });
});

describe("applyEdits", () => {
  it("makes edits in the order of their places, equal ones once", () => {
    const insert = { from: 1, to: 1, text: "+" };
    expect(applyEdits("abc", [{ from: 2, to: 3, text: "" }, insert, insert, { from: 0, to: 0, text: ">" }])).toBe(
      ">a+b",
    );
  });

  it("refuses edits that overlap", () => {
    expect(() =>
      applyEdits("abc", [
        { from: 0, to: 2, text: "" },
        { from: 1, to: 3, text: "" },
      ]),
    ).toThrow("overlap");
  });
});
