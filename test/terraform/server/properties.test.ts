import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isUnknown, type ObjectValue, UNKNOWN, type Value } from "../../../lib/terraform/index.js";
import { Backend } from "../support/backend.js";
import { Core } from "../support/core.js";
import { compatibilityErrors, planErrors, resultErrors } from "../support/core-checks.js";
import { testProvider } from "../support/test-provider.js";

const TYPE = "test_thing";

const TEXT = fc.constantFrom("a", "b", "", "é");
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 3 });
/** What a person writes; `undefined` attributes are left out. */
const anyConfig: fc.Arbitrary<Record<string, unknown>> = fc.record({
  name: fc.constantFrom("one", "two"),
  description: optional(TEXT),
  region: optional(fc.constantFrom("eu", "us")),
  labels: optional(fc.dictionary(TEXT, TEXT, { maxKeys: 2, noNullPrototype: true })),
  tags: optional(fc.array(TEXT, { maxLength: 3 })),
  size: optional(fc.constantFrom(1, 0.5, 2n ** 60n)),
  rotate: optional(fc.constantFrom(1, 2)),
  passphrase: optional(TEXT),
  member: fc.uniqueArray(fc.record({ slug: TEXT, role: optional(fc.constantFrom("Member", "Admin")) }), {
    maxLength: 3,
    selector: ({ slug }) => slug,
  }),
});

/** The same configuration while some of it is not known yet. */
function hidden(config: Record<string, unknown>, names: readonly string[]): Record<string, unknown> {
  return { ...config, ...Object.fromEntries(names.map((name) => [name, UNKNOWN])) };
}
const HIDEABLE = ["name", "description", "region", "labels", "tags", "size", "member"];
const anyStep = fc.record({ config: anyConfig, hide: fc.subarray(HIDEABLE) });

async function fresh(): Promise<Core> {
  const core = new Core(testProvider(new Backend()) as never);
  await core.configure();
  return core;
}

/** One run of Terraform, with each of its checks. */
async function run(core: Core, prior: ObjectValue | null, config: Record<string, unknown>, hide: readonly string[]) {
  const schema = core.schema(TYPE);
  const atPlan = hidden(config, hide);
  const first = await core.plan(TYPE, prior, atPlan);
  expect(first.errors).toEqual([]);
  expect(planErrors(schema, prior, core.shape(TYPE, atPlan), first.planned!)).toEqual([]);
  // A replacement is planned again from nothing.
  const from = first.replace.length > 0 ? null : prior;
  const basis = from === prior ? first : await core.plan(TYPE, null, atPlan);

  const second = await core.plan(TYPE, from, config);
  expect(planErrors(schema, from, core.shape(TYPE, config), second.planned!)).toEqual([]);
  expect(compatibilityErrors(schema, basis.planned!, second.planned!)).toEqual([]);

  const { state, errors } = await core.apply(TYPE, { prior: from, planned: second.planned, config });
  expect(errors).toEqual([]);
  expect(resultErrors(schema, second.planned!, state!)).toEqual([]);
  return state!;
}

describe("whatever is configured, known at once or later", () => {
  it("every plan is valid, the second plan keeps what the first promised, and the result keeps both", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 4 }), async (steps) => {
        const core = await fresh();
        let state: ObjectValue | null = null;
        for (const { config, hide } of steps) {
          state = await run(core, state, config, hide);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("the plan after an apply and a read is empty", async () => {
    await fc.assert(
      fc.asyncProperty(anyStep, fc.func(fc.nat()), async ({ config, hide }, shuffle) => {
        const core = await fresh();
        const applied = await run(core, null, config, hide);
        const { state } = await core.read(TYPE, applied);
        expect(state).toEqual(applied);
        const reordered = {
          ...config,
          tags: shuffled(config.tags as Value[] | null, shuffle),
          member: shuffled(config.member as Value[], shuffle),
        };
        const { planned, replace } = await core.plan(TYPE, state, reordered);
        expect([compatibilityErrors(core.schema(TYPE), state!, planned!), replace]).toEqual([[], []]);
        expect(Object.values(planned!).some(isUnknown)).toBe(false);
      }),
      { numRuns: 100 },
    );
  });
});

function shuffled(list: Value[] | null, order: (text: string) => number): Value[] | null {
  return list && [...list].sort((a, b) => order(JSON.stringify(a)) - order(JSON.stringify(b)));
}
