/** Which type a value has where the schema says `dynamic`. */
import type { Type } from "../schema.js";
import { isUnknown, type Value } from "../value.js";

/** What Terraform said of a list or an object that it sent: a list is not a tuple, and must go back as a list. */
const declared = new WeakMap<object, Type>();

export function declareType(value: Value, type: Type): void {
  if (typeof value === "object" && value !== null) {
    declared.set(value, type);
  }
}

/** As declared by Terraform, or as the value itself suggests. */
export function dynamicType(value: unknown): Type {
  switch (typeof value) {
    case "string":
      return "string";
    case "boolean":
      return "bool";
    case "number":
    case "bigint":
      return "number";
    default:
      return typeof value === "object" && value !== null ? (declared.get(value) ?? compoundType(value)) : "dynamic";
  }
}

function compoundType(value: object): Type {
  if (isUnknown(value)) {
    return "dynamic";
  }
  return Array.isArray(value)
    ? ["tuple", value.map(dynamicType)]
    : ["object", Object.fromEntries(Object.entries(value).map(([name, item]) => [name, dynamicType(item)]))];
}
