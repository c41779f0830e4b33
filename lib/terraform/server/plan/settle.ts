/**
 * What a configuration asks for, before anything is known of the service: defaults filled in, write-only values left
 * out, and lists whose order means nothing in the order they already have.
 */
import type { Attribute, Block, NestedBlock } from "../../schema.js";
import { isUnknown, type ObjectValue, type Value } from "../../value.js";
import { sameElements } from "../compare.js";

/** `proposed` is Terraform's merge of configuration and prior state. */
export function settle(
  block: Block,
  prior: ObjectValue | null,
  config: ObjectValue,
  proposed: ObjectValue,
): ObjectValue {
  const settled: Record<string, Value> = {};
  for (const [name, attribute] of Object.entries(block.attributes)) {
    const [before, wanted] = [prior?.[name] ?? null, config[name] ?? null];
    settled[name] = settleAttribute(attribute, before, wanted, proposed[name] ?? null);
  }
  for (const [name, nested] of Object.entries(block.blocks ?? {})) {
    settled[name] = settleNested(nested, prior?.[name] ?? null, config[name] ?? null, proposed[name] ?? null);
  }
  return settled;
}

function settleAttribute(attribute: Attribute, prior: Value, config: Value, proposed: Value): Value {
  if (attribute.writeOnly) {
    return null;
  }
  if (config === null && attribute.default !== undefined) {
    return attribute.default;
  }
  return attribute.orderInsignificant && isReordered(attribute, prior, config) ? prior : proposed;
}

/** Terraform accepts the prior value in place of the configured one as "no change". */
function isReordered({ type }: Attribute, prior: Value, config: Value): boolean {
  return (
    typeof type !== "string" &&
    type[0] === "list" &&
    Array.isArray(prior) &&
    Array.isArray(config) &&
    sameElements(type[1], prior, config)
  );
}

function settleNested(nested: NestedBlock, prior: Value, config: Value, proposed: Value): Value {
  if (isUnknown(config) || config === null || isUnknown(proposed)) {
    return proposed;
  }
  if (nested.nesting === "single") {
    return settle(nested, prior as ObjectValue | null, config as ObjectValue, (proposed ?? config) as ObjectValue);
  }
  // Elements of a set cannot be told apart from their predecessors, so a set is made from the configuration alone.
  const items = (nested.nesting === "list" ? proposed : config) as readonly Value[];
  return items.map((item, index) => {
    const wanted = (config as readonly Value[])[index] ?? null;
    return isUnknown(item) || isUnknown(wanted) || wanted === null
      ? item
      : settle(nested, elementOf(nested, prior, index), wanted as ObjectValue, item as ObjectValue);
  });
}

function elementOf(nested: NestedBlock, prior: Value, index: number): ObjectValue | null {
  return nested.nesting === "list" && Array.isArray(prior) ? ((prior[index] as ObjectValue | undefined) ?? null) : null;
}
