/**
 * The part of JSON Schema (draft 2020-12) that the trust file's schema uses, and a validator for that part: one table
 * serves people's editors and our own errors. `oneOf` and `format` are for editors; the reader checks what they say.
 */
import { nearest } from "../../oidc/index.js";
import type { TrustProblem } from "../errors.js";
import { type Json, pointerTo } from "./json.js";

export type JsonType = "object" | "array" | "string" | "number" | "integer" | "boolean" | "null";

export interface JsonSchema {
  readonly $schema?: string;
  readonly $id?: string;
  /** Beside a pattern: what is expected, as a message says it. */
  readonly title?: string;
  readonly description?: string;
  readonly type?: JsonType | readonly JsonType[];
  readonly enum?: readonly (string | boolean | null)[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly format?: string;
  readonly default?: Json;
  /** Accepted as an API gives it, and dropped. */
  readonly readOnly?: boolean;
  readonly properties?: { readonly [name: string]: JsonSchema };
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly uniqueItems?: boolean;
  readonly oneOf?: readonly JsonSchema[];
}

/** Everything about a value that its schema does not allow. */
export function validate(value: Json, schema: JsonSchema, pointer = ""): readonly TrustProblem[] {
  const problems: TrustProblem[] = [];
  check(value, schema, pointer, problems);
  return problems;
}

function check(value: Json, schema: JsonSchema, pointer: string, problems: TrustProblem[]): void {
  if (schema.readOnly === true) {
    return;
  }
  const types = schema.type === undefined ? undefined : [schema.type].flat();
  if (types !== undefined && !types.some((type) => isOfType(value, type))) {
    problems.push({ pointer, message: `expected ${types.map(named).join(" or ")}, got ${got(value)}` });
    return;
  }
  if (schema.enum !== undefined && !schema.enum.includes(value as string)) {
    problems.push({ pointer, message: `expected ${alternatives(schema.enum)}, got ${got(value)}` });
    return;
  }
  if (typeof value === "string") {
    checkText(value, schema, pointer, problems);
  } else if (typeof value === "number") {
    if (schema.minimum !== undefined && value < schema.minimum) {
      problems.push({ pointer, message: `expected at least ${schema.minimum}, got ${value}` });
    }
  } else if (Array.isArray(value)) {
    checkArray(value, schema, pointer, problems);
  } else if (value !== null && typeof value === "object") {
    checkObject(value, schema, pointer, problems);
  }
}

function checkText(value: string, schema: JsonSchema, pointer: string, problems: TrustProblem[]): void {
  if (schema.minLength !== undefined && value.length < schema.minLength) {
    problems.push({ pointer, message: "expected a text, got an empty one" });
  } else if (schema.maxLength !== undefined && value.length > schema.maxLength) {
    problems.push({ pointer, message: `expected at most ${schema.maxLength} characters, got ${value.length}` });
  } else if (schema.pattern !== undefined && !new RegExp(schema.pattern, "u").test(value)) {
    problems.push({ pointer, message: `expected ${schema.title ?? schema.pattern}, got ${got(value)}` });
  }
}

function checkArray(values: readonly Json[], schema: JsonSchema, pointer: string, problems: TrustProblem[]): void {
  const seen = new Map<Json, number>();
  for (const [index, value] of values.entries()) {
    const at = pointerTo(pointer, index);
    if (schema.uniqueItems === true) {
      const first = seen.get(value);
      if (first !== undefined) {
        problems.push({ pointer: at, message: `${got(value)} is listed twice, first as item ${first}` });
      }
      seen.set(value, index);
    }
    if (schema.items !== undefined) {
      check(value, schema.items, at, problems);
    }
  }
}

function checkObject(
  object: { readonly [name: string]: Json },
  schema: JsonSchema,
  pointer: string,
  problems: TrustProblem[],
): void {
  const properties = schema.properties ?? {};
  for (const name of schema.required ?? []) {
    if (!Object.hasOwn(object, name)) {
      problems.push({ pointer, message: `${JSON.stringify(name)} is missing` });
    }
  }
  for (const [name, value] of Object.entries(object)) {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (property !== undefined) {
      check(value, property, pointerTo(pointer, name), problems);
    } else if (schema.additionalProperties === false) {
      problems.push({ pointer: pointerTo(pointer, name), message: unknownField(name, properties) });
    }
  }
}

function unknownField(name: string, properties: { readonly [name: string]: JsonSchema }): string {
  const known = Object.keys(properties).filter((key) => properties[key]?.readOnly !== true);
  const meant = nearest(name, known);
  const hint = meant === undefined ? `known are ${known.join(", ")}` : `did you mean ${meant}?`;
  return `unknown field ${got(name)}; ${hint}`;
}

function isOfType(value: Json, type: JsonType): boolean {
  switch (type) {
    case "null":
      return value === null;
    case "array":
      return Array.isArray(value);
    case "object":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    case "integer":
      return Number.isSafeInteger(value);
    default:
      // the remaining types are JavaScript's own
      return typeof value === type;
  }
}

const NAMES: { readonly [type in JsonType]: string } = {
  object: "an object",
  array: "a list",
  string: "a text",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  null: "null",
};

function named(type: JsonType): string {
  return NAMES[type];
}

function alternatives(values: readonly (string | boolean | null)[]): string {
  return values.map((value) => JSON.stringify(value)).join(" or ");
}

const SHOWN_CHARACTERS = 60;

function got(value: Json): string {
  if (Array.isArray(value)) {
    return "a list";
  }
  if (typeof value === "object" && value !== null) {
    return "an object";
  }
  const text = JSON.stringify(value);
  return text.length <= SHOWN_CHARACTERS ? text : `${text.slice(0, SHOWN_CHARACTERS)}…`;
}
