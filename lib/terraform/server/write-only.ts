import type { Schema } from "../schema.js";
import type { ObjectValue } from "../value.js";

/** Write-only attributes are null in every plan and every state. */
export function withoutWriteOnly(schema: Schema, value: ObjectValue): ObjectValue {
  const names = Object.keys(schema.attributes).filter((name) => schema.attributes[name]?.writeOnly);
  return names.length === 0 ? value : { ...value, ...Object.fromEntries(names.map((name) => [name, null])) };
}
