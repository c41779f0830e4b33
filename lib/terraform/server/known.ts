import { DiagnosticError, type Diagnostics } from "../diagnostics.js";
import type { Schema } from "../schema.js";
import { isUnknown, isWhollyKnown, type ObjectValue, type Value } from "../value.js";

/** @throws DiagnosticError that names the attribute which is still unknown */
export function assertKnown(value: ObjectValue, where: string): void {
  const name = Object.keys(value).find((key) => !isWhollyKnown(value[key] ?? null));
  if (name !== undefined) {
    throw new DiagnosticError(
      "The provider left a value unknown",
      `After ${where}, ${name} is still unknown. This is a mistake in the provider; please report it.`,
      [name],
    );
  }
}

/** Unknown values as null, as Terraform does itself after an apply; blocks become empty. */
export function unknownAsNull(schema: Schema, value: ObjectValue, diagnostics?: Diagnostics): ObjectValue {
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => {
      if (isWhollyKnown(item)) {
        return [name, item];
      }
      diagnostics?.error(
        "The provider left a value unknown",
        `After the apply, ${name} is still unknown and is stored as null. This is a mistake in the provider; please report it.`,
        [name],
      );
      const nesting = schema.blocks?.[name]?.nesting;
      return [name, nesting === "list" || nesting === "set" ? knownItems(item) : known(item)];
    }),
  );
}

function knownItems(value: Value): Value {
  return isUnknown(value) ? [] : known(value);
}

function known(value: Value): Value {
  if (isUnknown(value)) {
    return null;
  }
  if (Array.isArray(value)) {
    return value.map(known);
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value).map(([name, item]) => [name, known(item as Value)]))
    : value;
}
