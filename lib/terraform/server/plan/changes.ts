/** What a plan changes, and what Terraform may only learn at apply because of it. */
import type { Attribute, Block, Schema, Type } from "../../schema.js";
import { type ObjectValue, UNKNOWN, type Value } from "../../value.js";
import { blockType } from "../../wire/types.js";
import { sameValue } from "../compare.js";

/** True when the provider decides the value: computed, not configured, and without a default. */
function isProvidersOwn(attribute: Attribute, config: Value): boolean {
  return attribute.computed === true && config === null && attribute.default === undefined;
}

/** Names of attributes and blocks that the configuration sets to something other than what is there. */
export function changedNames(
  schema: Block,
  prior: ObjectValue,
  config: ObjectValue,
  planned: ObjectValue,
): readonly string[] {
  const attributes = Object.entries(schema.attributes)
    .filter(([name, attribute]) => !attribute.writeOnly && !isProvidersOwn(attribute, config[name] ?? null))
    .map(([name]) => name);
  const types = memberTypes(schema);
  return [...attributes, ...Object.keys(schema.blocks ?? {})].filter(
    (name) => !sameValue(types[name] ?? "dynamic", prior[name] ?? null, planned[name] ?? null),
  );
}

function memberTypes(block: Block): { readonly [name: string]: Type } {
  const type = blockType(block);
  return typeof type !== "string" && type[0] === "object" ? type[1] : {};
}

/** The provider's own values of a resource that is created or changed: unknown, or kept where nothing touches them. */
export function withUnknowns(
  schema: Schema,
  prior: ObjectValue | null,
  config: ObjectValue,
  planned: ObjectValue,
): ObjectValue {
  const result: Record<string, Value> = { ...planned };
  for (const [name, attribute] of Object.entries(schema.attributes)) {
    if (isProvidersOwn(attribute, config[name] ?? null)) {
      // A value that was missing may well appear.
      result[name] = (attribute.keepsPrior ? prior?.[name] : null) ?? UNKNOWN;
    }
  }
  return result;
}

/** Changed names that the schema says force a replacement. */
export function forcingNames(schema: Schema, changed: readonly string[]): string[] {
  return changed.filter((name) => schema.attributes[name]?.forcesReplacement);
}
