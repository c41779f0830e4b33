/** Frames of HTTP/2 (RFC 9113, sections 4 and 6): nine bytes of head, and what follows. */
import { ConnectionError, ERROR } from "./error.js";

export const FRAME = {
  data: 0,
  headers: 1,
  priority: 2,
  resetStream: 3,
  settings: 4,
  pushPromise: 5,
  ping: 6,
  goAway: 7,
  windowUpdate: 8,
  continuation: 9,
} as const;

export const FLAG = { ack: 0x01, endStream: 0x01, endHeaders: 0x04, padded: 0x08, priority: 0x20 } as const;

export const SETTING = { initialWindowSize: 4, maxFrameSize: 5 } as const;

const PREFACE = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
export const HEAD = 9;
/** Of what follows a head, in bytes; what HTTP/2 starts with, and this server asks for no more. */
export const LARGEST_FRAME = 16_384;
/** What a length of 24 bits can say. */
export const LARGEST_FRAME_OF_ALL = 2 ** 24 - 1;
export const LARGEST_WINDOW = 2 ** 31 - 1;

export interface Frame {
  readonly type: number;
  readonly flags: number;
  /** 0: the connection. */
  readonly stream: number;
  readonly payload: Buffer;
}

/** Cuts what arrives into frames. */
export class FrameCutter {
  #rest: Buffer | undefined;
  #greeted = false;

  /** @throws ConnectionError when the client does not speak HTTP/2, or sends a frame that is too long */
  push(chunk: Buffer, take: (frame: Frame) => void): void {
    const bytes = this.#rest === undefined ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    if (!this.#greeted) {
      const seen = Math.min(bytes.length, PREFACE.length);
      if (bytes.compare(PREFACE, 0, seen, 0, seen) !== 0) {
        throw new ConnectionError(ERROR.protocol, "the client does not speak HTTP/2");
      }
      this.#greeted = seen === PREFACE.length;
      at = this.#greeted ? seen : bytes.length;
      if (!this.#greeted) {
        this.#rest = bytes;
        return;
      }
    }
    while (bytes.length - at >= HEAD) {
      const length = bytes.readUIntBE(at, 3);
      if (length > LARGEST_FRAME) {
        throw new ConnectionError(ERROR.frameSize, `a frame of ${length} bytes was not offered`);
      }
      const end = at + HEAD + length;
      if (end > bytes.length) {
        break;
      }
      take({
        type: bytes[at + 3] ?? 0,
        flags: bytes[at + 4] ?? 0,
        stream: bytes.readUInt32BE(at + 5) & 0x7fffffff,
        payload: bytes.subarray(at + HEAD, end),
      });
      at = end;
    }
    this.#rest = at < bytes.length ? bytes.subarray(at) : undefined;
  }
}

export function head(length: number, type: number, flags: number, stream: number): Buffer {
  const bytes = Buffer.allocUnsafe(HEAD);
  bytes.writeUIntBE(length, 0, 3);
  bytes[3] = type;
  bytes[4] = flags;
  bytes.writeUInt32BE(stream, 5);
  return bytes;
}

export function frame(type: number, flags: number, stream: number, payload: Uint8Array): Buffer {
  return Buffer.concat([head(payload.length, type, flags, stream), payload]);
}

/** A frame whose payload is one or more numbers of 32 bits. */
export function numbers(type: number, stream: number, ...values: readonly number[]): Buffer {
  const payload = Buffer.allocUnsafe(4 * values.length);
  values.forEach((value, index) => {
    payload.writeUInt32BE(value, 4 * index);
  });
  return frame(type, 0, stream, payload);
}

/** @param settings - pairs of a number and a value */
export function settingsFrame(settings: readonly (readonly [id: number, value: number])[]): Buffer {
  const payload = Buffer.allocUnsafe(6 * settings.length);
  settings.forEach(([id, value], index) => {
    payload.writeUInt16BE(id, 6 * index);
    payload.writeUInt32BE(value, 6 * index + 2);
  });
  return frame(FRAME.settings, 0, 0, payload);
}

/** What a DATA or HEADERS frame carries between its padding and its priority. */
export function content({ flags, payload }: Frame, priority: boolean): Buffer {
  const padded = (flags & FLAG.padded) !== 0;
  const start = (padded ? 1 : 0) + (priority && (flags & FLAG.priority) !== 0 ? 5 : 0);
  const end = payload.length - (padded ? (payload[0] ?? 0) : 0);
  if (end < start) {
    throw new ConnectionError(ERROR.protocol, "a frame is padded beyond its end");
  }
  return start === 0 && end === payload.length ? payload : payload.subarray(start, end);
}
