import { describe, expect, it } from "vitest";
import { conditionHolds, interpolate, type Lookup } from "../../../lib/trust/workflow/expressions/evaluate.js";

const KNOWN: { readonly [path: string]: string | number | boolean | null } = {
  "github.ref": "refs/heads/main",
  "github.event_name": "push",
  "env.empty": "",
  "matrix.count": 3,
  "matrix.on": true,
  "matrix.none": null,
};
const lookup: Lookup = (path) => KNOWN[path.join(".")];

describe("conditionHolds", () => {
  it.each([
    ["github.ref == 'refs/heads/main'", true],
    ["github.ref == 'REFS/HEADS/MAIN'", true],
    ["github['ref'] != 'refs/heads/main'", false],
    ["GitHub.Ref == 'refs/heads/main'", true],
    ["startsWith(github.ref, 'refs/tags/')", false],
    ["endsWith(github.ref, '/MAIN') && contains(github.ref, 'heads')", true],
    ["format('{0}-{1}', github.event_name, 'x') == 'push-x'", true],
    ["!(github.event_name == 'push')", false],
    ["matrix.count > 2 && matrix.count <= 3 && matrix.count >= 3 && !(matrix.count < 3)", true],
    ["matrix.on == 1", true],
    ["matrix.none == ''", true],
    ["matrix.count == '3'", true],
    ["env.empty", false],
    ["'it''s' == 'it''s'", true],
    ["0x10 == 16 && -1.5 < 0", true],
    ["success() && always()", true],
    ["${{ github.ref == 'refs/heads/main' }}", true],
    ["${{ '}}' == '}}' }}", true],
    // text around an expression is never empty
    ["${{ github.ref }} == 'refs/heads/next'", true],
    // not known
    ["secrets.KEY != ''", undefined],
    ["failure()", undefined],
    ["github.event.commits.*.message == 'x'", undefined],
    ["fromJSON('[1]')[0] == 1", undefined],
    ["github[env.NAME] == 'x'", undefined],
    ["vars.X == 'y' || github.event_name == 'push'", true],
    ["vars.X == 'y' && github.event_name == 'pull_request'", false],
    ["vars.X == 'y' || github.event_name == 'pull_request'", undefined],
    ["github.event_name == 'push' && vars.X", undefined],
    // no expressions
    ["github.ref = 'x'", undefined],
    ["(", undefined],
    ["'open", undefined],
    ["", undefined],
    ["a(b", undefined],
  ])("%s: %s", (condition, expected) => {
    expect(conditionHolds(condition, lookup)).toBe(expected);
  });

  it("gives up on what is nested or long beyond what people write", () => {
    const nested = (depth: number): string => `${"(".repeat(depth)}true${")".repeat(depth)}`;
    expect(conditionHolds(nested(50), lookup)).toBe(true);
    expect(conditionHolds(nested(52), lookup)).toBe(undefined);
    expect(conditionHolds(nested(4_000), lookup)).toBe(undefined);
    const long = (length: number): string => `'${"x".repeat(length - 2)}'`;
    expect(conditionHolds(long(10_000), lookup)).toBe(true);
    expect(conditionHolds(long(10_001), lookup)).toBe(undefined);
  });
});

describe("interpolate", () => {
  it.each([
    ["plain", "plain"],
    ["${{ github.event_name }}-${{ matrix.count }}", "push-3"],
    ["a ${{ vars.X }}", undefined],
    ["${{ vars.X || 'fallback' }}", undefined],
    ["${{ env.empty || 'fallback' }}", "fallback"],
    ["${{ github.event_name == 'push' && 'one' || 'two' }}", "one"],
    ["${{ matrix.none }}", ""],
    ["${{ unended", undefined],
  ])("%s: %s", (template, expected) => {
    expect(interpolate(template, lookup)).toBe(expected);
  });
});
