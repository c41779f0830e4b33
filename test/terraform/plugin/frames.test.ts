import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FrameReader } from "../../../lib/terraform/plugin/grpc/frames.js";
import { frame } from "../../../lib/terraform/plugin/grpc/method.js";
import { STATUS } from "../../../lib/terraform/plugin/grpc/status.js";
import { bytes, decode, message } from "../../../lib/terraform/wire/protobuf.js";

const Data = message({ data: bytes(1) });

function prefix(length: number, flag = 0): Buffer {
  const header = Buffer.alloc(5);
  header[0] = flag;
  header.writeUInt32BE(length, 1);
  return header;
}

function thrownBy(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe("a message in its frame", () => {
  it("is put together however HTTP/2 cuts it", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.array(fc.nat(70)), (data, cuts) => {
        const framed = frame(Data, { data });
        const places = [
          0,
          ...[...cuts].sort((a, b) => a - b).map((cut) => Math.min(cut, framed.length)),
          framed.length,
        ];
        const reader = new FrameReader();
        places.slice(1).forEach((end, index) => {
          reader.push(framed.subarray(places[index], end));
        });
        expect(Buffer.from(decode(Data, reader.finish()).data)).toEqual(Buffer.from(data));
      }),
    );
  });

  it("carries its length in four bytes", () => {
    const framed = frame(Data, { data: new Uint8Array(300) });
    expect(Buffer.from(framed.subarray(0, 5))).toEqual(prefix(framed.length - 5));
  });

  it("may be empty", () => {
    const reader = new FrameReader();
    reader.push(prefix(0));
    expect(reader.finish()).toHaveLength(0);
  });

  it("is accepted at the limit, and refused beyond it before its bytes arrive", () => {
    const accepted = new FrameReader(10);
    accepted.push(prefix(10));
    accepted.push(new Uint8Array(10));
    expect(accepted.finish()).toHaveLength(10);
    const error = thrownBy(() => new FrameReader(10).push(prefix(11)));
    expect(error).toMatchObject({ code: STATUS.resourceExhausted });
    expect(String(error)).toContain("11 bytes, and at most 10");
  });

  it("must not be compressed", () => {
    expect(thrownBy(() => new FrameReader().push(prefix(1, 1)))).toMatchObject({ code: STATUS.unimplemented });
  });

  it("must be the only one", () => {
    const reader = new FrameReader();
    reader.push(Buffer.concat([prefix(1), Buffer.from("a")]));
    expect(thrownBy(() => reader.push(prefix(0)))).toMatchObject({ code: STATUS.unimplemented });
  });

  it.each([0, 1, 4, 5, 7])("must not end after %i bytes", (length) => {
    const reader = new FrameReader();
    reader.push(Buffer.concat([prefix(3), Buffer.from("abc")]).subarray(0, length));
    expect(thrownBy(() => reader.finish())).toMatchObject({ code: STATUS.internal });
  });
});
