/** A value of a known schema to and from the bytes of a `DynamicValue`. */
import { type AttributePath, DiagnosticError } from "../diagnostics.js";
import type { Block, Type } from "../schema.js";
import { isUnknown, type ObjectValue, type Value } from "../value.js";
import { type ConformOptions, conformBlock } from "./conform.js";
import { dynamicType } from "./dynamic-type.js";
import { parseStateJson } from "./json.js";
import { decodeMessagePack, encodeMessagePack } from "./msgpack.js";
import { canonicalNumber, canonicalWireNumber, toWireNumber } from "./number.js";
import { blockType } from "./types.js";

/** The two fields of the message `DynamicValue`. */
export interface DynamicBytes {
  readonly msgpack?: Uint8Array | undefined;
  readonly json?: Uint8Array | undefined;
}

const fromWire: ConformOptions = {
  number: canonicalWireNumber,
  extraKeys: "refuse",
  dynamic: (value, path) => {
    const [type, inner] = Array.isArray(value) ? value : [];
    if (!(type instanceof Uint8Array)) {
      throw new DiagnosticError("Value cannot be read", "A dynamic value came without its type.", path);
    }
    return { type: JSON.parse(Buffer.from(type).toString()) as Type, value: inner };
  },
};

const fromJson: ConformOptions = {
  number: canonicalNumber,
  extraKeys: "drop",
  dynamic: (value, path) => {
    if (typeof value !== "object" || value === null || !("type" in value && "value" in value)) {
      throw new DiagnosticError("Value cannot be read", "A dynamic value came without its type.", path);
    }
    return { type: value.type as Type, value: value.value };
  },
};

const fromHandler: ConformOptions = {
  number: canonicalNumber,
  extraKeys: "refuse",
  dynamic: (value) => ({ type: dynamicType(value), value }),
};

const ROOT: AttributePath = [];

/** @throws DiagnosticError when the bytes do not fit the schema */
export function decodeValue(block: Block, bytes: DynamicBytes | undefined): ObjectValue | null {
  const raw = rawValue(bytes);
  return raw === null ? null : conformBlock(block, raw.value, ROOT, raw.options);
}

/** True when both say the same in the same bytes; two that differ may still mean the same. */
export function sameBytes(one: DynamicBytes | undefined, other: DynamicBytes | undefined): boolean {
  const [a, b] = [one?.msgpack, other?.msgpack];
  return a !== undefined && b !== undefined && a.length > 0 && Buffer.compare(a, b) === 0;
}

function rawValue(bytes: DynamicBytes | undefined): { value: unknown; options: ConformOptions } | null {
  if (bytes?.msgpack !== undefined && bytes.msgpack.length > 0) {
    const value = decodeMessagePack(bytes.msgpack);
    return value === null ? null : { value, options: fromWire };
  }
  if (bytes?.json !== undefined && bytes.json.length > 0) {
    const value = parseStateJson(bytes.json);
    return value === null ? null : { value, options: fromJson };
  }
  return null;
}

/** State as JSON, as Terraform stored it or an upgrade made it: unknown keys are dropped, missing ones filled. */
export function fromStateJson(block: Block, state: { readonly [name: string]: unknown }): ObjectValue {
  return conformBlock(block, state, ROOT, fromJson);
}

/** What a handler answered, in the shape of the schema: missing attributes null, missing blocks empty. */
export function fromHandlerValue(block: Block, value: { readonly [name: string]: unknown }): ObjectValue {
  return conformBlock(block, value, ROOT, fromHandler);
}

/** The value must be in the shape of the schema already, see {@link fromHandlerValue}. */
export function encodeValue(block: Block, value: ObjectValue | null): DynamicBytes {
  return { msgpack: encodeMessagePack(value === null ? null : toWire(blockType(block), value)) };
}

function toWire(type: Type, value: Value): unknown {
  if (type === "dynamic" && value !== null) {
    const actual = dynamicType(value);
    return actual === "dynamic" ? value : [Buffer.from(JSON.stringify(actual)), toWire(actual, value)];
  }
  if (value === null || isUnknown(value)) {
    return value;
  }
  if (typeof type === "string") {
    return type === "number" ? toWireNumber(value as number | bigint | string) : value;
  }
  switch (type[0]) {
    case "list":
    case "set":
      return (value as readonly Value[]).map((item) => toWire(type[1], item));
    case "tuple":
      return (value as readonly Value[]).map((item, index) => toWire(type[1][index] ?? "dynamic", item));
    case "map":
      return mapValues(value as ObjectValue, (item) => toWire(type[1], item));
    case "object":
      return mapValues(value as ObjectValue, (item, name) => toWire(type[1][name] ?? "dynamic", item));
  }
}

function mapValues(source: ObjectValue, convert: (item: Value, name: string) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(source).map(([name, item]) => [name, convert(item, name)]));
}
