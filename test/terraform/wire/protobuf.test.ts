import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PROVIDER_METHODS, PROVIDER_SERVICE, PROVIDER_STREAMS } from "../../../lib/terraform/wire/methods.js";
import {
  bool,
  bytes,
  decode,
  encode,
  int,
  many,
  mapOf,
  message,
  one,
  optional,
  string,
} from "../../../lib/terraform/wire/protobuf.js";
import { anyMessage, oracle, oracleMethod, plain } from "../support/oracle.js";

const definition = oracle();

describe("each message of the protocol", () => {
  for (const [name, { request, response }] of Object.entries({ ...PROVIDER_METHODS, ...PROVIDER_STREAMS })) {
    const method = oracleMethod(definition, PROVIDER_SERVICE, name);

    it(`${name}: protobuf.js reads what we write`, () => {
      fc.assert(
        fc.property(anyMessage(response as never), (value) => {
          const written = encode(response as never, value as never);
          expect(plain(method.responseDeserialize(Buffer.from(written)))).toEqual(
            plain(decode(response as never, written)),
          );
        }),
        { numRuns: 50 },
      );
    });

    it(`${name}: we read what protobuf.js writes`, () => {
      fc.assert(
        fc.property(anyMessage(request as never), (value) => {
          const written = method.requestSerialize(value);
          expect(plain(decode(request as never, written))).toEqual(plain(method.requestDeserialize(written)));
        }),
        { numRuns: 50 },
      );
    });
  }
});

const Inner = message({ id: int(1) });
const Outer = message({
  name: string(1),
  data: bytes(2),
  flag: bool(3),
  inner: one(4, Inner),
  list: many(5, Inner),
  map: mapOf(6, Inner),
  maybe: optional(string(16)),
});
const hex = (text: string) => Buffer.from(text.replace(/\s/g, ""), "hex");

describe("the protobuf codec", () => {
  it("writes the bytes of the specification", () => {
    const value = { name: "testing", flag: true, inner: { id: 150 }, list: [{ id: 1 }, {}], map: { k: { id: 2 } } };
    expect(Buffer.from(encode(Outer, value)).toString("hex")).toBe(
      hex("0a0774657374696e67 1801 2203089601 2a020801 2a00 3207 0a016b 12020802").toString("hex"),
    );
  });

  it("leaves out zero values, but not those whose presence counts", () => {
    expect(encode(Outer, { name: "", data: new Uint8Array(0), flag: false })).toHaveLength(0);
    expect(Buffer.from(encode(Outer, { maybe: "" })).toString("hex")).toBe("820100");
    expect(decode(Outer, hex("820100")).maybe).toBe("");
    expect(decode(Outer, hex("")).maybe).toBeUndefined();
  });

  it("gives every field of an empty message", () => {
    const { map, ...rest } = decode(Outer, new Uint8Array(0));
    expect(rest).toEqual({
      name: "",
      data: new Uint8Array(0),
      flag: false,
      inner: undefined,
      list: [],
      maybe: undefined,
    });
    expect(Object.keys(map)).toEqual([]);
  });

  it("skips fields that it does not know, of any wire type", () => {
    const unknown = "f80601 fd0601020304 f9060102030405060708 fa0603616263 fb06 fc06";
    expect(decode(Outer, hex(`${unknown} 0a0161 ${unknown}`)).name).toBe("a");
  });

  it("skips a known field of another wire type", () => {
    expect(decode(Outer, hex("0801 1801")).name).toBe("");
  });

  it("takes the last of several values of one field", () => {
    expect(decode(Outer, hex("0a0161 0a0162")).name).toBe("b");
  });

  it("keeps integers to the ends of the safe range", () => {
    for (const id of [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, -1, 2 ** 31, 2 ** 32]) {
      expect(decode(Inner, encode(Inner, { id })).id).toBe(id);
    }
  });

  it("keeps a map key that is the name of a prototype", () => {
    const { map } = decode(Outer, hex("320f 0a095f5f70726f746f5f5f 12020802"));
    expect(Object.entries(map)).toEqual([["__proto__", { id: 2 }]]);
  });

  it.each([
    ["a text", "0a05 61"],
    ["a sub-message", "2205 0801"],
    ["a tag", "0a"],
    ["a number", "2202 08ff"],
    ["a map entry", "3205 0a016b"],
  ])("refuses %s that is cut short", (_what, bytesInHex) => {
    expect(() => decode(Outer, hex(bytesInHex))).toThrow();
  });

  it("never reads beyond its bytes, whatever they are", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (data) => {
        try {
          decode(Outer, data);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
        }
      }),
    );
  });
});
