/** Headers as HTTP/2 packs them (RFC 7541). Decoding knows all of it; encoding needs next to nothing of it. */
import { ConnectionError, ERROR } from "./error.js";
import { type Header, HeaderTable } from "./header-table.js";
import { decodeHuffman } from "./huffman.js";

/** Of one connection: each block may refer to headers of earlier ones, so every block has to be decoded, in order. */
export class HeaderDecoder {
  readonly #table = new HeaderTable();
  #block: Uint8Array = new Uint8Array(0);
  #at = 0;

  /** @throws ConnectionError when the block cannot be read: later ones could not be either */
  decode(block: Uint8Array): Header[] {
    this.#block = block;
    this.#at = 0;
    const headers: Header[] = [];
    while (this.#at < block.length) {
      const first = block[this.#at] ?? 0;
      if (first & 0x80) {
        headers.push(this.#table.at(this.#integer(7)));
      } else if (first & 0x40) {
        const header = this.#literal(6);
        this.#table.add(header);
        headers.push(header);
      } else if (first & 0x20) {
        this.#table.resize(this.#integer(5));
      } else {
        headers.push(this.#literal(4));
      }
    }
    return headers;
  }

  /** A header whose name may be known by number. */
  #literal(prefix: number): Header {
    const index = this.#integer(prefix);
    const name = index === 0 ? this.#text() : this.#table.at(index)[0];
    return [name, this.#text()];
  }

  #text(): string {
    const packed = ((this.#block[this.#at] ?? 0) & 0x80) !== 0;
    const length = this.#integer(7);
    const bytes = this.#block.subarray(this.#at, this.#at + length);
    if (bytes.length < length) {
      throw cutShort();
    }
    this.#at += length;
    return packed ? decodeHuffman(bytes) : Buffer.from(bytes.buffer, bytes.byteOffset, length).toString("latin1");
  }

  /** The low bits of a byte, and seven bits of each further one where those are all ones. */
  #integer(prefix: number): number {
    const ones = 2 ** prefix - 1;
    let value = this.#byte() & ones;
    if (value < ones) {
      return value;
    }
    for (let scale = 1; ; scale *= 128) {
      const byte = this.#byte();
      value += (byte & 0x7f) * scale;
      if (value > LARGEST_INTEGER) {
        throw new ConnectionError(ERROR.compression, "a number in a header block is too large");
      }
      if (byte < 0x80) {
        return value;
      }
      if (scale > LARGEST_INTEGER) {
        throw new ConnectionError(ERROR.compression, "a number in a header block does not end");
      }
    }
  }

  #byte(): number {
    const byte = this.#block[this.#at++];
    if (byte === undefined) {
      throw cutShort();
    }
    return byte;
  }
}

const LARGEST_INTEGER = 2 ** 28;

function cutShort(): ConnectionError {
  return new ConnectionError(ERROR.compression, "a header block is cut short");
}

/** Headers in full, none of them remembered: the few that an answer has are the same bytes each time. */
export function encodeHeaders(headers: readonly Header[]): Buffer {
  return Buffer.concat(headers.map(([name, value]) => Buffer.concat([Buffer.of(0), text(name), text(value)])));
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value, "latin1");
  const length: number[] = [];
  if (bytes.length < 127) {
    length.push(bytes.length);
  } else {
    length.push(127);
    let rest = bytes.length - 127;
    for (; rest >= 128; rest >>>= 7) {
      length.push((rest & 0x7f) | 0x80);
    }
    length.push(rest);
  }
  return Buffer.concat([Buffer.from(length), bytes]);
}
