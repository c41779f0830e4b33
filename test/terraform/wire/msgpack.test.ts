import { encode as referenceEncode } from "@msgpack/msgpack";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isUnknown, UNKNOWN, Unknown } from "../../../lib/terraform/index.js";
import { decodeMessagePack, encodeMessagePack } from "../../../lib/terraform/wire/msgpack.js";

const hex = (text: string) => Buffer.from(text.replace(/\s/g, ""), "hex");
const encoded = (value: unknown) => Buffer.from(encodeMessagePack(value)).toString("hex");

const anyPlain = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    fc.string({ unit: "binary" }),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(
      fc.string({ unit: "binary" }).filter((key) => key !== "__proto__"),
      tie("value"),
      { maxKeys: 4, noNullPrototype: true },
    ),
  ),
})).value;

describe("unknown values", () => {
  it("are extension 0 when nothing is known of them", () => {
    expect(encoded(UNKNOWN)).toBe("d40000");
    expect(encoded(new Unknown({}))).toBe("d40000");
  });

  it("are extension 12 with a map of numbered keys when something is", () => {
    expect(encoded(new Unknown({ notNull: true }))).toBe(hex("c7 03 0c 81 01 c2").toString("hex"));
    expect(encoded(new Unknown({ prefix: "pre-" }))).toBe(hex("c7 09 0c 82 01 c2 02 a4 7072652d").toString("hex"));
  });

  it("are read whatever the extension", () => {
    for (const bytes of ["d40000", "c70000", "d5630102", "c70105ff"]) {
      expect(isUnknown(decodeMessagePack(hex(bytes)))).toBe(true);
    }
  });

  it("bring what is known of them", () => {
    const read = decodeMessagePack(hex("c7 09 0c 82 01 c2 02 a4 7072652d")) as Unknown;
    expect(read.refinement).toEqual({ notNull: true, prefix: "pre-" });
  });

  it("go back as they came, with bounds that this room has no words for", () => {
    // not null, at least 1 and at most 5 elements
    const bytes = "c7070c8301c205010605";
    expect(encoded({ list: decodeMessagePack(hex(bytes)) })).toBe(`81a46c697374${bytes}`);
  });
});

describe("the MessagePack codec", () => {
  it("agrees with the reference on plain values", () => {
    fc.assert(
      fc.property(anyPlain, (value) => {
        expect(encoded(value)).toBe(Buffer.from(referenceEncode(value)).toString("hex"));
        expect(decodeMessagePack(encodeMessagePack(value))).toEqual(value);
      }),
    );
  });

  it("keeps integers of 64 bits", () => {
    for (const value of [2n ** 63n, 2n ** 64n - 1n, -(2n ** 63n)]) {
      expect(decodeMessagePack(encodeMessagePack(value))).toBe(value);
    }
  });

  it.each(["", "92c0", "a561", "c0c0", "c1"])("refuses the bytes %j", (bytes) => {
    expect(() => decodeMessagePack(hex(bytes))).toThrow();
  });
});
