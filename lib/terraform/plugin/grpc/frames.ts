/**
 * gRPC's framing: one byte that says whether the message is compressed, four bytes of length, the message.
 * HTTP/2 may cut it anywhere.
 */
import { STATUS, StatusError } from "./status.js";

export const PREFIX = 5;
/** What the Go SDKs accept in one message. */
export const LARGEST_MESSAGE = 256 * 1024 * 1024;

/** Puts the one message of a request together. */
export class FrameReader {
  readonly #limit: number;
  /** Made for a prefix that comes in pieces, which is rare. */
  #prefix: Buffer | undefined;
  #prefixLength = 0;
  readonly #chunks: Uint8Array[] = [];
  #missing = 0;

  constructor(limit: number = LARGEST_MESSAGE) {
    this.#limit = limit;
  }

  /** @throws StatusError as soon as the message is known to be too long, compressed, or not the only one */
  push(chunk: Uint8Array): void {
    const rest = this.#prefixLength < PREFIX ? this.#pushPrefix(chunk) : chunk;
    if (rest.length > this.#missing) {
      throw new StatusError(STATUS.unimplemented, "the request holds more than one message");
    }
    if (rest.length > 0) {
      this.#chunks.push(rest);
      this.#missing -= rest.length;
    }
  }

  #pushPrefix(chunk: Uint8Array): Uint8Array {
    if (this.#prefixLength === 0 && chunk.length >= PREFIX) {
      this.#prefixLength = PREFIX;
      this.#missing = this.#announcedLength(chunk);
      return chunk.subarray(PREFIX);
    }
    this.#prefix ??= Buffer.alloc(PREFIX);
    const taken = chunk.subarray(0, PREFIX - this.#prefixLength);
    this.#prefix.set(taken, this.#prefixLength);
    this.#prefixLength += taken.length;
    if (this.#prefixLength === PREFIX) {
      this.#missing = this.#announcedLength(this.#prefix);
    }
    return chunk.subarray(taken.length);
  }

  #announcedLength(prefix: Uint8Array): number {
    if (prefix[0] !== 0) {
      throw new StatusError(STATUS.unimplemented, "compressed messages are not supported");
    }
    const length = new DataView(prefix.buffer, prefix.byteOffset).getUint32(1);
    if (length > this.#limit) {
      throw new StatusError(
        STATUS.resourceExhausted,
        `the request has ${length} bytes, and at most ${this.#limit} are accepted`,
      );
    }
    return length;
  }

  /** @throws StatusError when the request ended too early */
  finish(): Uint8Array {
    if (this.#prefixLength < PREFIX || this.#missing > 0) {
      throw new StatusError(STATUS.internal, "the request ended in the middle of its message");
    }
    const [only, ...more] = this.#chunks;
    return only === undefined ? new Uint8Array(0) : more.length === 0 ? only : Buffer.concat(this.#chunks);
  }
}
