/** Whether two values mean the same to Terraform: sets in any order, unknown equal to unknown. */
import type { Type } from "../schema.js";
import { isUnknown, type ObjectValue, type Value } from "../value.js";

/**
 * Whether two values are the same to the last detail, whatever their type: the bytes that one came as can stand for the
 * other. False proves nothing.
 */
export function isIdentical(a: unknown, b: unknown): boolean {
  if (a === b) {
    return true;
  }
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null || isUnknown(a) || isUnknown(b)) {
    return false;
  }
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, index) => isIdentical(item, b[index]))
    );
  }
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && isIdentical(left[name], right[name]))
  );
}

/** Both values in the shape of the type. */
export function sameValue(type: Type, a: Value, b: Value): boolean {
  return a === b || canonicalText(type, a) === canonicalText(type, b);
}

/** True when two lists hold the same elements equally often. */
export function sameElements(type: Type, a: readonly Value[], b: readonly Value[]): boolean {
  const texts = (list: readonly Value[]) => list.map((item) => canonicalText(type, item)).sort();
  const [left, right] = [texts(a), texts(b)];
  return left.length === right.length && left.every((text, index) => text === right[index]);
}

/** One text for all values that are equal, e.g. `["a","b"]` for a set of two in either order. */
export function canonicalText(type: Type, value: Value): string {
  if (value === null) {
    return "null";
  }
  if (isUnknown(value)) {
    return "unknown";
  }
  if (Array.isArray(value)) {
    const texts = value.map((item, index) => canonicalText(elementType(type, index), item));
    return `[${(isSet(type) ? [...new Set(texts)].sort() : texts).join(",")}]`;
  }
  if (typeof value === "object") {
    const object = value as ObjectValue;
    const texts = Object.keys(object)
      .sort()
      .map((name) => `${JSON.stringify(name)}:${canonicalText(memberType(type, name), object[name] ?? null)}`);
    return `{${texts.join(",")}}`;
  }
  return typeof value === "bigint" ? value.toString() : JSON.stringify(value);
}

function isSet(type: Type): boolean {
  return typeof type !== "string" && type[0] === "set";
}

function elementType(type: Type, index: number): Type {
  if (typeof type === "string") {
    return "dynamic";
  }
  return type[0] === "tuple" ? (type[1][index] ?? "dynamic") : type[0] === "object" ? "dynamic" : type[1];
}

function memberType(type: Type, name: string): Type {
  if (typeof type === "string") {
    return "dynamic";
  }
  return type[0] === "object" ? (type[1][name] ?? "dynamic") : type[0] === "tuple" ? "dynamic" : type[1];
}
