/**
 * Brings a value into the one shape its type has: every attribute present, numbers canonical, text normalised,
 * absent blocks empty. Whatever does not fit is an error that names the place.
 */
import { type AttributePath, DiagnosticError } from "../diagnostics.js";
import type { Attribute, Block, NestedBlock, Type } from "../schema.js";
import { isUnknown, type ObjectValue, type Value } from "../value.js";
import { declareType } from "./dynamic-type.js";
import type { canonicalNumber } from "./number.js";
import { typeName } from "./types.js";

export interface ConformOptions {
  /** Takes a value of type `dynamic` apart; the wire, JSON and handlers each write it in their own way. */
  readonly dynamic: (value: unknown, path: AttributePath) => { readonly type: Type; readonly value: unknown };
  /** See number.ts: a double means something else in a program than on the wire. */
  readonly number: typeof canonicalNumber;
  /** Keys that the schema does not have: an older state may hold some, a handler must not. */
  readonly extraKeys: "refuse" | "drop";
}

const NOT_ASCII = /[^\t\n\r -~]/;

const mistakes = {
  summary: "Value does not fit the schema",
  detail: (expected: string, got: string) =>
    `Expected ${expected}, got ${got}. This is a mistake in the provider or in what it was sent; please report it.`,
};

function misfit(expected: string, value: unknown, path: AttributePath): DiagnosticError {
  return new DiagnosticError(mistakes.summary, mistakes.detail(expected, kindOf(value)), path);
}

/** Names the kind only: the value may be secret. */
function kindOf(value: unknown): string {
  if (value === null || value === undefined) {
    return "null";
  }
  return Array.isArray(value) ? "a list" : typeof value === "object" ? "an object" : `a ${typeof value}`;
}

export function conformBlock(block: Block, value: unknown, path: AttributePath, options: ConformOptions): ObjectValue {
  const source = asRecord(value, path);
  const result: Record<string, Value> = {};
  for (const name in block.attributes) {
    const type = (block.attributes[name] as Attribute).type;
    const item = source[name];
    // Most attributes are one of these; no path is made for them, since nothing can be wrong.
    const plain = type === "string" && typeof item === "string" && !NOT_ASCII.test(item);
    result[name] = plain ? item : (item ?? null) === null ? null : conform(type, item, [...path, name], options);
  }
  for (const [name, nested] of Object.entries(block.blocks ?? {})) {
    result[name] = conformNested(nested, source[name], [...path, name], options);
  }
  if (options.extraKeys === "refuse") {
    refuseExtraKeys(source, result, path);
  }
  return result;
}

function conformNested(nested: NestedBlock, value: unknown, path: AttributePath, options: ConformOptions): Value {
  if (isUnknown(value)) {
    return value;
  }
  if (nested.nesting === "single") {
    return value === null || value === undefined ? null : conformBlock(nested, value, path, options);
  }
  // A collection of blocks is never null in Terraform, only empty.
  return asArray(value ?? [], path).map((item, index) =>
    isUnknown(item) ? item : conformBlock(nested, item, elementPath(nested.nesting, path, index), options),
  );
}

export function conform(type: Type, value: unknown, path: AttributePath, options: ConformOptions): Value {
  if (value === null || value === undefined) {
    return null;
  }
  if (isUnknown(value)) {
    return value;
  }
  if (typeof type === "string") {
    return conformPrimitive(type, value, path, options);
  }
  switch (type[0]) {
    case "list":
    case "set":
      return asArray(value, path).map((item, index) =>
        conform(type[1], item, elementPath(type[0], path, index), options),
      );
    case "map":
      return mapEntries(asRecord(value, path), (key, item) => conform(type[1], item, [...path, { key }], options));
    case "object":
      return conformObject(type[1], asRecord(value, path), path, options);
    case "tuple": {
      const items = asArray(value, path);
      if (items.length !== type[1].length) {
        throw misfit(`${type[1].length} elements`, items, path);
      }
      return type[1].map((inner, index) => conform(inner, items[index], [...path, index], options));
    }
  }
}

function conformPrimitive(
  type: Extract<Type, string>,
  value: unknown,
  path: AttributePath,
  options: ConformOptions,
): Value {
  switch (type) {
    case "string":
      if (typeof value === "string") {
        // Terraform normalises all text to NFC; without it equal texts would look different.
        return NOT_ASCII.test(value) ? value.normalize("NFC") : value;
      }
      break;
    case "bool":
      if (typeof value === "boolean") {
        return value;
      }
      break;
    case "number": {
      const number = options.number(value);
      if (number !== undefined) {
        return number;
      }
      break;
    }
    case "dynamic": {
      const inner = options.dynamic(value, path);
      const conformed = conform(inner.type, inner.value, path, options);
      declareType(conformed, inner.type);
      return conformed;
    }
  }
  throw misfit(typeName(type), value, path);
}

function conformObject(
  attributes: { readonly [name: string]: Type },
  source: Readonly<Record<string, unknown>>,
  path: AttributePath,
  options: ConformOptions,
): ObjectValue {
  const result: Record<string, Value> = {};
  for (const [name, type] of Object.entries(attributes)) {
    result[name] = conform(type, source[name], [...path, name], options);
  }
  if (options.extraKeys === "refuse") {
    refuseExtraKeys(source, result, path);
  }
  return result;
}

function refuseExtraKeys(source: object, known: object, path: AttributePath): void {
  const extra = Object.keys(source).find((name) => !Object.hasOwn(known, name));
  if (extra !== undefined) {
    throw new DiagnosticError(
      mistakes.summary,
      `The schema has no attribute ${JSON.stringify(extra)}. This is a mistake in the provider; please report it.`,
      path,
    );
  }
}

function mapEntries(
  source: Readonly<Record<string, unknown>>,
  convert: (key: string, item: unknown) => Value,
): ObjectValue {
  return Object.fromEntries(Object.entries(source).map(([key, item]) => [key, convert(key, item)]));
}

function asRecord(value: unknown, path: AttributePath): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value) && !isUnknown(value)) {
    return value as Record<string, unknown>;
  }
  throw misfit("an object", value, path);
}

function asArray(value: unknown, path: AttributePath): readonly unknown[] {
  if (Array.isArray(value)) {
    return value;
  }
  throw misfit("a list", value, path);
}

/** Elements of a set have no address: a path ends at the set. */
function elementPath(kind: string, path: AttributePath, index: number): AttributePath {
  return kind === "set" ? path : [...path, index];
}
