import { once } from "node:events";
import { connect } from "node:http2";
import { type AddressInfo, createServer } from "node:net";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Connection } from "../../../../lib/terraform/plugin/http2/connection.js";
import { ERROR } from "../../../../lib/terraform/plugin/http2/error.js";
import type { Header } from "../../../../lib/terraform/plugin/http2/header-table.js";
import { encodeHeaders, HeaderDecoder } from "../../../../lib/terraform/plugin/http2/hpack.js";
import { decodeHuffman } from "../../../../lib/terraform/plugin/http2/huffman.js";

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(" ", ""), "hex");

/** What this side reads of the headers that node:http2 sends, request by request on one connection. */
async function readBack(requests: readonly (readonly Header[])[]): Promise<Header[][]> {
  const seen: Header[][] = [];
  const server = createServer((socket) => {
    new Connection(socket, {
      onStream: (stream, headers) => {
        seen.push([...headers]);
        return { data: () => {}, end: () => stream.end(encodeHeaders([[":status", "200"]])), closed: () => {} };
      },
      onError: (error) => seen.push([["failed", error.message]]),
      onClose: () => {},
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const client = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  for (const headers of requests) {
    const stream = client.request({ ":path": "/", ...Object.fromEntries(headers) });
    await once(stream.end().resume(), "close");
  }
  client.destroy();
  server.close();
  return seen.map((headers) => headers.filter(([name]) => !/^:(?!path)/.test(name)));
}

describe("headers", () => {
  it("are read as node:http2 sends them, also those that refer to earlier requests", async () => {
    const name = fc.stringMatching(/^x-[a-z0-9-]{1,12}$/);
    const value = fc.stringMatching(/^[!-~]([ -~]{0,40}[!-~])?$/);
    const request = fc.dictionary(name, value, { maxKeys: 6 }).map((headers): Header[] => Object.entries(headers));
    const samples = fc.sample(fc.array(request, { minLength: 30, maxLength: 30 }), { numRuns: 4, seed: 7 });
    for (const requests of samples) {
      const repeated = requests.flatMap((headers, index) => [headers, requests[Math.floor(index / 2)] ?? []]);
      const expected = repeated.map((headers) => [[":path", "/"], ...headers]);
      expect(await readBack(repeated)).toEqual(expected);
    }
  });

  it("may be larger than the table that remembers them", async () => {
    const requests = [
      [["x-large", "a".repeat(5_000)]],
      [["x-large", "a".repeat(3_000)]],
      [["x-large", "b".repeat(3_000)]],
      [["x-large", "a".repeat(3_000)]],
    ] as const;
    expect(await readBack(requests)).toEqual(requests.map((headers) => [[":path", "/"], ...headers]));
  });

  it("are read as in the examples of RFC 7541, C.4 and C.6", () => {
    const requests = new HeaderDecoder();
    expect(requests.decode(hex("8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff"))).toEqual([
      [":method", "GET"],
      [":scheme", "http"],
      [":path", "/"],
      [":authority", "www.example.com"],
    ]);
    expect(requests.decode(hex("8286 84be 5886 a8eb 1064 9cbf"))).toEqual([
      [":method", "GET"],
      [":scheme", "http"],
      [":path", "/"],
      [":authority", "www.example.com"],
      ["cache-control", "no-cache"],
    ]);
  });

  it("of an answer are read back, however long", () => {
    const headers: Header[] = [126, 127, 128, 254, 255, 300, 16_000].map((length) => ["x-name", "v".repeat(length)]);
    expect(new HeaderDecoder().decode(encodeHeaders(headers))).toEqual(headers);
  });

  it.each([
    ["an entry that does not exist", "be"],
    ["the entry 0", "80"],
    ["a name that does not exist", "7f 80 01 01 61"],
    ["a text that is cut short", "40 0a 61"],
    ["a value that is missing", "40 01 61"],
    ["a number that does not end", "ff ff ff ff ff ff ff ff"],
    ["a number that is cut short", "ff ff"],
    ["a table that is larger than offered", "3f e2 1f"],
    ["a code that is cut short", "40 01 61 81 fe"],
    ["a code with a byte of padding", "40 01 61 82 1f ff"],
    ["the end-of-string code", "40 01 61 84 ff ff ff ff"],
  ])("are refused with %s", (_what, block) => {
    expect(() => new HeaderDecoder().decode(hex(block))).toThrow(expect.objectContaining({ code: ERROR.compression }));
  });

  it("may use the whole table that is offered, and shrink it", () => {
    expect(new HeaderDecoder().decode(hex("3f e1 1f 82"))).toEqual([[":method", "GET"]]);
    const decoder = new HeaderDecoder();
    decoder.decode(hex("40 01 61 01 62"));
    expect(decoder.decode(hex("be"))).toEqual([["a", "b"]]);
    expect(() => decoder.decode(hex("20 be"))).toThrow("no header number 62");
  });

  it("hold any byte in Huffman's code", () => {
    expect(decodeHuffman(hex("f1e3 c2e5 f23a 6ba0 ab90 f4ff"))).toBe("www.example.com");
    expect(decodeHuffman(new Uint8Array(0))).toBe("");
  });
});
