import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isDiagnosticError, type Schema, type Type, UNKNOWN, type Value } from "../../../lib/terraform/index.js";
import {
  decodeValue,
  encodeValue,
  fromHandlerValue,
  fromStateJson,
} from "../../../lib/terraform/wire/dynamic-value.js";
import { decodeMessagePack, encodeMessagePack } from "../../../lib/terraform/wire/msgpack.js";
import { anyType, anyValue } from "../support/values.js";

function schemaOf(type: Type): Schema {
  return { version: 0, description: "", attributes: { value: { type, description: "", optional: true } } };
}

const BLOCKS: Schema = {
  version: 0,
  description: "",
  attributes: { name: { type: "string", description: "", optional: true } },
  blocks: {
    one: { nesting: "single", attributes: { a: { type: "string", description: "" } } },
    many: { nesting: "list", attributes: { a: { type: "number", description: "" } } },
    set: { nesting: "set", attributes: { a: { type: "string", description: "" } } },
  },
};

/** Reads what comes back when a value is written. */
function roundTrip(type: Type, value: Value): Value | undefined {
  const schema = schemaOf(type);
  return decodeValue(schema, encodeValue(schema, fromHandlerValue(schema, { value })))?.value;
}

function thrownBy(action: () => unknown): { summary: string; detail: string; path?: unknown } {
  try {
    action();
  } catch (error) {
    if (isDiagnosticError(error)) {
      return error as never;
    }
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("a value of a schema", () => {
  it("comes back as it went, whatever its type", () => {
    const typed = anyType.chain((type) => fc.tuple(fc.constant(type), anyValue(type, { unknown: true })));
    fc.assert(
      fc.property(typed, ([type, value]) => {
        expect(roundTrip(type, value)).toEqual(value);
      }),
      { numRuns: 300 },
    );
  });

  it("is null as a whole where there is no object", () => {
    expect(encodeValue(BLOCKS, null).msgpack).toEqual(Uint8Array.of(0xc0));
    expect(decodeValue(BLOCKS, { msgpack: Uint8Array.of(0xc0) })).toBeNull();
    expect(decodeValue(BLOCKS, undefined)).toBeNull();
  });

  it("is read from JSON where there is no MessagePack", () => {
    const json = Buffer.from(JSON.stringify({ name: "a", one: null, many: [{ a: 1 }], set: [], gone: 1 }));
    expect(decodeValue(BLOCKS, { json })).toEqual({ name: "a", one: null, many: [{ a: 1 }], set: [] });
  });

  it("keeps null and empty apart in attributes", () => {
    expect(roundTrip(["map", "string"], {})).toEqual({});
    expect(roundTrip(["map", "string"], null)).toBeNull();
    expect(roundTrip(["list", "string"], [])).toEqual([]);
  });

  it("has no null among the collections of blocks, only empty ones", () => {
    expect(fromHandlerValue(BLOCKS, {})).toEqual({ name: null, one: null, many: [], set: [] });
    expect(fromHandlerValue(BLOCKS, { many: null, set: null })).toMatchObject({ many: [], set: [] });
  });

  it("lets a whole collection of blocks be unknown, and one block of it", () => {
    const value = { name: null, one: UNKNOWN, many: [UNKNOWN, { a: 1 }], set: UNKNOWN };
    expect(decodeValue(BLOCKS, encodeValue(BLOCKS, fromHandlerValue(BLOCKS, value)))).toEqual(value);
  });

  it("has its text normalised, as Terraform does", () => {
    expect(fromHandlerValue(BLOCKS, { name: "e\u0301" }).name).toBe("\u00e9");
  });
});

describe("a dynamic value", () => {
  it("goes with the type that it seems to have", () => {
    const schema = schemaOf("dynamic");
    const { msgpack } = encodeValue(schema, fromHandlerValue(schema, { value: { a: [1, "x"] } }));
    const { value } = decodeMessagePack(msgpack ?? new Uint8Array(0)) as { value: [Uint8Array, unknown] };
    expect(JSON.parse(Buffer.from(value[0]).toString())).toEqual(["object", { a: ["tuple", ["number", "string"]] }]);
    expect(value[1]).toEqual({ a: [1, "x"] });
  });

  it.each<[Type, unknown]>([
    [["list", "string"], ["a"]],
    [["map", "number"], { a: 1 }],
    ["string", "a"],
    ["number", UNKNOWN],
  ])("keeps the type %j that Terraform gave it", (type, inner) => {
    const schema = schemaOf("dynamic");
    const bytes = encodeMessagePack({ value: [Buffer.from(JSON.stringify(type)), inner] });
    const back = encodeValue(schema, fromHandlerValue(schema, decodeValue(schema, { msgpack: bytes }) ?? {}));
    expect(Buffer.from(back.msgpack ?? []).toString("hex")).toBe(Buffer.from(bytes).toString("hex"));
  });

  it("is read from JSON with its type", () => {
    const json = Buffer.from('{"value":{"type":["list","string"],"value":["a"]}}');
    expect(decodeValue(schemaOf("dynamic"), { json })).toEqual({ value: ["a"] });
  });
});

describe("a value that does not fit", () => {
  it.each<[Type, unknown, string]>([
    ["string", 1, "Expected string, got a number"],
    ["number", "many", "Expected number, got a string"],
    ["bool", "true", "Expected bool, got a string"],
    [["list", "string"], {}, "Expected a list, got an object"],
    [["object", { a: "string" }], [], "Expected an object, got a list"],
    [["tuple", ["string"]], [], "Expected 1 elements, got a list"],
  ])("%j is not %j", (type, value, message) => {
    const { detail, path } = thrownBy(() => fromHandlerValue(schemaOf(type), { value }));
    expect(detail).toContain(message);
    expect(path).toEqual(["value"]);
  });

  it("is named by its path", () => {
    const path = (value: Record<string, unknown>) => thrownBy(() => fromHandlerValue(BLOCKS, value)).path;
    expect(path({ many: [{ a: 1 }, { a: "x" }] })).toEqual(["many", 1, "a"]);
    // An element of a set has no index.
    expect(path({ set: [{ a: 1 }] })).toEqual(["set", "a"]);
    expect(thrownBy(() => fromHandlerValue(schemaOf(["map", "string"]), { value: { k: 1 } })).path).toEqual([
      "value",
      { key: "k" },
    ]);
  });

  it("is never shown: it may be secret", () => {
    expect(thrownBy(() => fromHandlerValue(schemaOf("number"), { value: "s3cret" })).detail).not.toContain("s3cret");
  });

  it("may not have names that the schema lacks, when a handler made it", () => {
    expect(thrownBy(() => fromHandlerValue(BLOCKS, { nmae: "x" })).detail).toContain('no attribute "nmae"');
    expect(thrownBy(() => fromHandlerValue(BLOCKS, { set: [{ b: 1 }] })).path).toEqual(["set"]);
  });

  it("may have them when it is an older state", () => {
    expect(fromStateJson(BLOCKS, { name: "a", old: 1, many: [{ a: 1, old: 2 }] })).toEqual({
      name: "a",
      one: null,
      many: [{ a: 1 }],
      set: [],
    });
  });
});
