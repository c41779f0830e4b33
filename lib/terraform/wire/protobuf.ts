/**
 * Protocol Buffers messages from tables of fields, over the reader and writer of `@bufbuild/protobuf/wire`.
 *
 * The generated code of any of the usual libraries costs more at start-up than the whole of this room; a table of
 * field numbers is all that proto3 needs. Unknown fields are skipped, so newer peers stay compatible.
 */
import { BinaryReader, BinaryWriter, WireType } from "@bufbuild/protobuf/wire";

type Scalar = "string" | "bytes" | "bool" | "int";
/** `implicit`: left out at its zero value. `optional`: presence is tracked, as in a oneof or a sub-message. */
type Label = "implicit" | "optional" | "repeated" | "map";

export interface Field<T> {
  readonly number: number;
  readonly kind: Scalar | (() => Message<object>);
  readonly label: Label;
  /** Only for the type system: what decoding gives. */
  readonly decoded?: T;
}

// biome-ignore lint/suspicious/noExplicitAny: a table holds fields of any type; their types are inferred from it
export type Fields = { readonly [name: string]: Field<any> };
export type DecodedFields<F extends Fields> = {
  [Name in keyof F]: F[Name] extends Field<infer T> ? T : never;
};

/** What may be handed to {@link encode}: every field may be left out. */
export type Encodable<T> = T extends Uint8Array
  ? Uint8Array
  : T extends readonly (infer Item)[]
    ? readonly Encodable<Item>[]
    : T extends object
      ? { readonly [Name in keyof T]?: Encodable<T[Name]> | undefined }
      : T;

/** One message type; `T` is what decoding gives. */
export class Message<T extends object> {
  readonly #byNumber = new Map<number, readonly [string, Field<unknown>]>();
  /** Only for the type system. */
  declare readonly decoded: T;

  constructor(readonly fields: Fields) {
    for (const [name, field] of Object.entries(fields)) {
      this.#byNumber.set(field.number, [name, field]);
    }
  }

  field(number: number): readonly [string, Field<unknown>] | undefined {
    return this.#byNumber.get(number);
  }
}

export function message<F extends Fields>(fields: F): Message<DecodedFields<F>> {
  return new Message(fields);
}

type Target<T extends object> = Message<T> | (() => Message<T>);
const lazily = <T extends object>(target: Target<T>) =>
  (typeof target === "function" ? target : () => target) as unknown as () => Message<object>;

export const string = (number: number): Field<string> => ({ number, kind: "string", label: "implicit" });
export const bytes = (number: number): Field<Uint8Array> => ({ number, kind: "bytes", label: "implicit" });
export const bool = (number: number): Field<boolean> => ({ number, kind: "bool", label: "implicit" });
/** Enumerations, int32 and int64: all that the protocol sends fits a safe integer. */
export const int = (number: number): Field<number> => ({ number, kind: "int", label: "implicit" });
export const one = <T extends object>(number: number, target: Target<T>): Field<T | undefined> => ({
  number,
  kind: lazily(target),
  label: "optional",
});
export const many = <T extends object>(number: number, target: Target<T>): Field<T[]> => ({
  number,
  kind: lazily(target),
  label: "repeated",
});
export const mapOf = <T extends object>(number: number, target: Target<T>): Field<Record<string, T>> => ({
  number,
  kind: lazily(target),
  label: "map",
});
export const stringMap = (number: number): Field<Record<string, string>> => ({ number, kind: "string", label: "map" });
/** With explicit presence: a zero value is sent too. */
export const optional = <T>(field: Field<T>): Field<T | undefined> => ({ ...field, label: "optional" });

const EMPTY = new Uint8Array(0);
const ZERO = { string: "", bytes: EMPTY, bool: false, int: 0 } as const;

function wireType(field: Field<unknown>): WireType {
  const varint = field.label !== "map" && (field.kind === "int" || field.kind === "bool");
  return varint ? WireType.Varint : WireType.LengthDelimited;
}

export function encode<T extends object>(type: Message<T>, value: Encodable<T>): Uint8Array {
  const writer = new BinaryWriter();
  writeFields(writer, type, value as Record<string, unknown>);
  return writer.finish();
}

/** Writes the fields of a message into a writer that may hold something already. */
export function encodeInto<T extends object>(writer: BinaryWriter, type: Message<T>, value: Encodable<T>): void {
  writeFields(writer, type, value as Record<string, unknown>);
}

function writeFields(writer: BinaryWriter, type: Message<object>, value: Record<string, unknown>): void {
  for (const name in type.fields) {
    const field = type.fields[name] as Field<unknown>;
    const item = value[name];
    if (item === undefined || item === null) {
      continue;
    }
    if (field.label === "repeated") {
      for (const element of item as readonly unknown[]) {
        writer.tag(field.number, wireType(field));
        writeOne(writer, field.kind, element);
      }
    } else if (field.label === "map") {
      writeMap(writer, field, item as Record<string, unknown>);
    } else if (field.label === "optional" || !isZero(item)) {
      writer.tag(field.number, wireType(field));
      writeOne(writer, field.kind, item);
    }
  }
}

function isZero(item: unknown): boolean {
  return item === "" || item === 0 || item === false || (item instanceof Uint8Array && item.length === 0);
}

/** A map is a repeated message with the key as field 1 and the value as field 2. */
function writeMap(writer: BinaryWriter, field: Field<unknown>, entries: Record<string, unknown>): void {
  for (const [key, item] of Object.entries(entries)) {
    writer.tag(field.number, WireType.LengthDelimited).fork();
    writer.tag(1, WireType.LengthDelimited).string(key);
    writer.tag(2, WireType.LengthDelimited);
    writeOne(writer, field.kind, item);
    writer.join();
  }
}

function writeOne(writer: BinaryWriter, kind: Field<unknown>["kind"], item: unknown): void {
  switch (kind) {
    case "string":
      writer.string(item as string);
      break;
    case "bytes":
      writer.bytes(item as Uint8Array);
      break;
    case "bool":
      writer.bool(item as boolean);
      break;
    case "int":
      writer.int64(item as number);
      break;
    default:
      writer.fork();
      writeFields(writer, kind(), item as Record<string, unknown>);
      writer.join();
  }
}

/**
 * Every field is present in the result: zero values, empty lists and maps; `undefined` where presence is tracked.
 * @throws Error when the bytes are no such message
 */
export function decode<T extends object>(type: Message<T>, data: Uint8Array): T {
  return readFields(new BinaryReader(data), data.length, type) as T;
}

function readFields(reader: BinaryReader, end: number, type: Message<object>): Record<string, unknown> {
  const result = empty(type);
  while (reader.pos < end) {
    const [number, wire] = reader.tag();
    const [name, field] = type.field(number) ?? ["", undefined];
    if (field === undefined || wire !== wireType(field)) {
      reader.skip(wire, number);
    } else if (field.label === "repeated") {
      (result[name] as unknown[]).push(readOne(reader, field.kind));
    } else if (field.label === "map") {
      const [key, value] = readEntry(reader, field);
      (result[name] as Record<string, unknown>)[key] = value;
    } else {
      result[name] = readOne(reader, field.kind);
    }
  }
  if (reader.pos !== end) {
    throw new RangeError("protobuf: a field reaches beyond the end of its message");
  }
  return result;
}

function empty(type: Message<object>): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const name in type.fields) {
    const { label, kind } = type.fields[name] as Field<unknown>;
    if (label === "repeated") {
      result[name] = [];
    } else if (label === "map") {
      // No prototype: keys come from outside.
      result[name] = Object.create(null);
    } else {
      result[name] = label === "optional" || typeof kind === "function" ? undefined : ZERO[kind];
    }
  }
  return result;
}

function readEntry(reader: BinaryReader, field: Field<unknown>): [string, unknown] {
  const end = reader.uint32() + reader.pos;
  let key = "";
  let value: unknown = typeof field.kind === "function" ? empty(field.kind()) : ZERO[field.kind];
  while (reader.pos < end) {
    const [number, wire] = reader.tag();
    if (number === 1 && wire === WireType.LengthDelimited) {
      key = reader.string();
    } else if (number === 2 && wire === WireType.LengthDelimited) {
      value = readOne(reader, field.kind);
    } else {
      reader.skip(wire, number);
    }
  }
  return [key, value];
}

function readOne(reader: BinaryReader, kind: Field<unknown>["kind"]): unknown {
  switch (kind) {
    case "string":
      return reader.string();
    case "bytes":
      return reader.bytes();
    case "bool":
      return reader.bool();
    case "int":
      return Number(reader.int64());
    default: {
      const end = reader.uint32() + reader.pos;
      if (end > reader.len) {
        throw new RangeError("protobuf: a message is cut short");
      }
      return readFields(reader, end, kind());
    }
  }
}
