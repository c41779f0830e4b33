import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isWithin, knowingNothing, regionOf } from "../../../lib/trust/algebra/index.js";
import { subsumed } from "../../../lib/trust/rules/private/subsumption.js";
import { anySetting } from "../algebra/support.js";

describe("subsumed", () => {
  it("finds exactly those that another properly includes, as comparing all with all does", () => {
    fc.assert(
      fc.property(fc.array(anySetting, { maxLength: 8 }), (settings) => {
        const candidates = settings.flatMap((item, index) =>
          regionOf([item], "ci-app").map((cube) => ({ item: index, cube })),
        );
        const found = subsumed(candidates, knowingNothing);
        for (const inner of candidates) {
          const wider = candidates.filter(
            (outer) =>
              outer.item !== inner.item &&
              isWithin(inner.cube, outer.cube, knowingNothing(inner.cube.issuer)) &&
              !isWithin(outer.cube, inner.cube, knowingNothing(inner.cube.issuer)),
          );
          if (wider.length > 0) {
            expect(found.has(inner.item)).toBe(true);
          }
        }
        for (const [item, by] of found) {
          const pairs = candidates
            .filter((inner) => inner.item === item)
            .flatMap((inner) =>
              candidates.filter((outer) => outer.item === by).map((outer) => [inner.cube, outer.cube] as const),
            );
          expect(pairs.some(([inner, outer]) => isWithin(inner, outer, knowingNothing(inner.issuer)))).toBe(true);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
