import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Claims } from "../../../lib/oidc/index.js";
import { issuerKey, Judge, type ProviderSettings } from "../../../lib/oidc/index.js";
import {
  cubeKey,
  difference,
  findToken,
  intersection,
  isWithin,
  knowingNothing,
  meetsCube,
  type Region,
  regionOf,
  union,
} from "../../../lib/trust/algebra/index.js";
import { admits, anyAccount, anySettings, everyToken, NOW } from "./support.js";

const TOKENS = everyToken();
const RUNS = { numRuns: 200 };
/** The same each time, for what counts how often something happened. */
const COUNTED = { numRuns: 200, seed: 20_260_101 };

function admitted(settings: readonly ProviderSettings[], account: string): readonly Claims[] {
  const judge = new Judge(settings);
  return TOKENS.filter((claims) => judge.decide({ claims, account, now: NOW }).admitted);
}

function inRegion(region: Region, claims: Claims): boolean {
  return region.some((cube) => issuerKey(String(claims.iss)) === cube.issuer && meetsCube(cube, claims));
}

describe("the region of settings", () => {
  it("holds exactly the tokens that the matcher admits", () => {
    fc.assert(
      fc.property(anySettings, anyAccount, (settings, account) => {
        const region = regionOf(settings, account);
        expect(TOKENS.filter((claims) => inRegion(region, claims))).toEqual(admitted(settings, account));
      }),
      RUNS,
    );
  });

  it("is empty exactly where no token is admitted, or shows one that is", () => {
    fc.assert(
      fc.property(anySettings, anyAccount, (settings, account) => {
        for (const cube of regionOf(settings, account)) {
          const found = findToken(cube, knowingNothing(cube.issuer));
          expect(found.kind).not.toBe("unknown");
          if (found.kind === "witness") {
            expect(meetsCube(cube, found.witness.claims)).toBe(true);
            expect(admits(settings, found.witness.claims, account, found.witness.now)).toBe(true);
          } else {
            expect(TOKENS.filter((claims) => inRegion([cube], claims))).toEqual([]);
          }
        }
      }),
      RUNS,
    );
  });
});

describe("intersection and union", () => {
  it("hold the tokens of both, and of either", () => {
    fc.assert(
      fc.property(anySettings, anySettings, anyAccount, (one, other, account) => {
        const a = regionOf(one, account);
        const b = regionOf(other, account);
        const both = intersection(a, b);
        const either = union(a, b);
        const wrong = TOKENS.filter(
          (claims) =>
            inRegion(both, claims) !== (inRegion(a, claims) && inRegion(b, claims)) ||
            inRegion(either, claims) !== (inRegion(a, claims) || inRegion(b, claims)),
        );
        expect(wrong).toEqual([]);
      }),
      RUNS,
    );
  });
});

describe("a cube within another", () => {
  it("holds no token that the other has not", () => {
    fc.assert(
      fc.property(anySettings, anyAccount, (settings, account) => {
        const region = regionOf(settings, account);
        for (const inner of region) {
          for (const outer of region) {
            if (isWithin(inner, outer, knowingNothing(inner.issuer))) {
              expect(TOKENS.filter((claims) => inRegion([inner], claims) && !inRegion([outer], claims))).toEqual([]);
            }
          }
        }
      }),
      RUNS,
    );
  });
});

function differ(after: readonly ProviderSettings[], before: readonly ProviderSettings[], account: string) {
  return difference(regionOf(after, account), regionOf(before, account), {
    knowledge: knowingNothing,
    witnesses: 3,
    confirm: ({ claims, now }) => admits(after, claims, account, now) && !admits(before, claims, account, now),
  });
}

describe("the difference of two sets of settings", () => {
  it("is shown by tokens that the matcher admits after and not before, or there is none", () => {
    let shown = 0;
    let none = 0;
    fc.assert(
      fc.property(anySettings, anySettings, anyAccount, (after, before, account) => {
        const { witnesses, complete } = differ(after, before, account);
        for (const { claims, now } of witnesses) {
          expect(admits(after, claims, account, now)).toBe(true);
          expect(admits(before, claims, account, now)).toBe(false);
        }
        const had = new Set(admitted(before, account));
        const gained = admitted(after, account).filter((claims) => !had.has(claims));
        if (gained.length > 0) {
          expect(witnesses.length).toBeGreaterThan(0);
        }
        // with so few claims nothing is ever left undecided
        expect(complete || witnesses.length > 0).toBe(true);
        shown += witnesses.length;
        none += witnesses.length === 0 ? 1 : 0;
      }),
      COUNTED,
    );
    expect(shown).toBeGreaterThan(20);
    expect(none).toBeGreaterThan(20);
  });

  it("is nothing for settings renamed, put in another order or given twice", () => {
    fc.assert(
      fc.property(anySettings, anyAccount, (settings, account) => {
        const other = [...settings, ...settings]
          .reverse()
          .map((each, index) => ({ ...each, name: `setting ${index}` }));
        expect(differ(other, settings, account)).toEqual({ witnesses: [], complete: true });
        expect(differ(settings, other, account)).toEqual({ witnesses: [], complete: true });
      }),
      RUNS,
    );
  });

  it("is nothing for mappings in another order", () => {
    fc.assert(
      fc.property(anySettings, anyAccount, (settings, account) => {
        const other = settings.map((each) => ({ ...each, dynamic_mappings: each.dynamic_mappings.toReversed() }));
        expect(differ(other, settings, account)).toEqual({ witnesses: [], complete: true });
      }),
      RUNS,
    );
  });

  it("is nothing where settings are only taken away", () => {
    fc.assert(
      fc.property(anySettings, anySettings, anyAccount, (kept, removed, account) => {
        expect(differ(kept, [...kept, ...removed], account)).toEqual({ witnesses: [], complete: true });
      }),
      RUNS,
    );
  });
});

describe("cubes", () => {
  it("have equal keys whatever the order of their claims", () => {
    fc.assert(
      fc.property(anySettings, anyAccount, (settings, account) => {
        const turned = settings.map((each) => ({
          ...each,
          claims: Object.fromEntries(Object.entries(each.claims).reverse()),
        }));
        expect(regionOf(turned, account).map(cubeKey)).toEqual(regionOf(settings, account).map(cubeKey));
      }),
      RUNS,
    );
  });
});
