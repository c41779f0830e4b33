import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isTrustError, readPlan, readState } from "../../../lib/trust/index.js";
import { newService, newSetting, OIDC, plan, SERVICE } from "./support.js";

const VALID = plan([
  newService({ before: { ...SERVICE, slug: "ci-old" } }),
  newSetting(["cloudsmith_service.ci.slug", "cloudsmith_service.ci"]),
  {
    type: "cloudsmith_oidc",
    name: "mapped",
    before: OIDC,
    after: { ...OIDC, mapping_claim: "environment", dynamic_mappings: [{ claim_value: "a" }] },
    unknown: { dynamic_mappings: [{ service_account: true }], claims: { later: true } },
    sensitive: { claims: { secret: true } },
    expressions: { dynamic_mappings: [{ claim_value: {}, service_account: { references: ["var.a", "module.m.x"] } }] },
  },
]);

/** Every place in a value, as the keys that lead to it. */
function places(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  const children = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return [path, ...children.flatMap(([key, child]) => places(child, [...path, key]))];
}

function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) {
    return by;
  }
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as { [key: string]: unknown };
  copy[key] = replaced(copy[key], rest, by);
  return copy;
}

const WEIRD = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom("__proto__", "module.m", '["k"]', "each.key", "a.b.c", true, [[null]], { references: [{}] }),
);

describe("a plan or a state in which anything is replaced by anything", () => {
  const PLACES = places(VALID);

  it("is read, or refused as one, and never crashes", () => {
    expect(readPlan(VALID, "file").after.settings).toHaveLength(2);
    fc.assert(
      fc.property(fc.constantFrom(...PLACES), WEIRD, fc.constantFrom(...PLACES), WEIRD, (a, x, b, y) => {
        const value = replaced(replaced(VALID, a, x), b.slice(0, 3), y);
        for (const read of [readPlan, readState]) {
          try {
            expect(read(value, "file")).toBeTypeOf("object");
          } catch (error) {
            expect(isTrustError(error), String(error)).toBe(true);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });
});
