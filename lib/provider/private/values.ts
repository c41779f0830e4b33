/** Reading attributes out of Terraform's values. */
import { isUnknown, type ObjectValue, type Value } from "../../terraform/index.js";

/** A known text, or undefined where it is null or unknown. */
export function tryText(value: ObjectValue, name: string): string | undefined {
  const found = value[name];
  return typeof found === "string" ? found : undefined;
}

/** A text the schema requires, after everything is known. */
export function text(value: ObjectValue, name: string): string {
  return tryText(value, name) ?? "";
}

export function flag(value: ObjectValue, name: string): boolean {
  return value[name] === true;
}

export function tryNumber(value: ObjectValue, name: string): number | undefined {
  const found = value[name];
  return typeof found === "number" || typeof found === "bigint" ? Number(found) : undefined;
}

/** The blocks of that name; undefined while it is not known which there are. */
export function tryBlocks(value: ObjectValue, name: string): readonly ObjectValue[] | undefined {
  const found = value[name] ?? null;
  if (isUnknown(found)) {
    return undefined;
  }
  const items = Array.isArray(found) ? (found as readonly Value[]) : [];
  return items.some((item) => isUnknown(item)) ? undefined : (items as readonly ObjectValue[]);
}

/** The blocks of that name, after everything is known. */
export function blocks(value: ObjectValue, name: string): readonly ObjectValue[] {
  return tryBlocks(value, name) ?? [];
}

/** The texts of a list or set; undefined where it is null or holds an unknown. */
export function tryTexts(value: ObjectValue, name: string): readonly string[] | undefined {
  const found = value[name];
  return Array.isArray(found) && found.every((item) => typeof item === "string") ? (found as string[]) : undefined;
}

/** The texts of a map; undefined where it is null or unknown as a whole. Unknown and null values are left out. */
export function tryTextMap(value: ObjectValue, name: string): { readonly [key: string]: string } | undefined {
  const found = value[name];
  if (typeof found !== "object" || found === null || isUnknown(found) || Array.isArray(found)) {
    return undefined;
  }
  return Object.fromEntries(
    Object.entries(found as ObjectValue).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

export function sameSet(one: Iterable<string>, other: Iterable<string>): boolean {
  const [a, b] = [new Set(one), new Set(other)];
  return a.size === b.size && [...a].every((item) => b.has(item));
}
