/** Checks a configuration against its schema's validators. */
import type { AttributePath, Diagnostics } from "../diagnostics.js";
import type { WithValidate } from "../provider.js";
import type { Attribute, Block, NestedBlock, Schema } from "../schema.js";
import { isUnknown, isWhollyKnown, type ObjectValue, type Value } from "../value.js";

/** Schema validators first, then the checks across attributes. */
export function validateConfig(
  validated: { readonly schema: Schema } & Partial<WithValidate>,
  config: ObjectValue,
  diagnostics: Diagnostics,
): void {
  validateBlock(validated.schema, config, [], diagnostics);
  validated.validate?.({ config, diagnostics });
}

function validateBlock(block: Block, config: ObjectValue, path: AttributePath, diagnostics: Diagnostics): void {
  for (const [name, attribute] of Object.entries(block.attributes)) {
    const value = config[name] ?? null;
    if (value === null && attribute.required) {
      // Terraform itself only looks whether it is written down: `claims = null` passes.
      diagnostics.error("Missing required argument", `${name} is required, got null: give it a value.`, [
        ...path,
        name,
      ]);
    } else if (value !== null && (attribute.deprecated || attribute.validate !== undefined)) {
      validateAttribute(attribute, value, [...path, name], diagnostics);
    }
  }
  for (const [name, nested] of Object.entries(block.blocks ?? {})) {
    for (const [item, place] of blocksIn(nested, config[name] ?? null, [...path, name])) {
      validateBlock(nested, item, place, diagnostics);
    }
  }
}

function validateAttribute(attribute: Attribute, value: Value, path: AttributePath, diagnostics: Diagnostics): void {
  if (attribute.deprecated) {
    diagnostics.warning("Deprecated attribute", attribute.description, path);
  }
  if (!isWhollyKnown(value)) {
    return;
  }
  for (const check of attribute.validate ?? []) {
    const problem = check(value as never);
    if (problem !== undefined) {
      diagnostics.error(`Invalid value for ${JSON.stringify(path.at(-1))}`, problem, path);
    }
  }
}

/** The known blocks of a nested block; an element of a set is addressed by the set. */
function blocksIn(nested: NestedBlock, value: Value, path: AttributePath): [ObjectValue, AttributePath][] {
  if (value === null || isUnknown(value)) {
    return [];
  }
  const items = nested.nesting === "single" ? [value] : (value as readonly Value[]);
  return items.flatMap((item, index): [ObjectValue, AttributePath][] =>
    item === null || isUnknown(item)
      ? []
      : [[item as ObjectValue, nested.nesting === "list" ? [...path, index] : path]],
  );
}
