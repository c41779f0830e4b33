/**
 * The server's side of one HTTP/2 connection (RFC 9113): what gRPC needs of it, and no more.
 *
 * Everything that is ready at the same time leaves in one piece: headers, message and trailers of an answer, and the
 * answers to requests that came together. With TLS each piece costs both sides a record and a system call.
 */
import type { Socket } from "node:net";
import { ConnectionError, ERROR, type ErrorCode } from "./error.js";
import {
  content,
  FLAG,
  FRAME,
  type Frame,
  FrameCutter,
  frame,
  LARGEST_FRAME,
  LARGEST_FRAME_OF_ALL,
  LARGEST_WINDOW,
  numbers,
  SETTING,
  settingsFrame,
} from "./frames.js";
import type { Header } from "./header-table.js";
import { HeaderDecoder } from "./hpack.js";
import { type Line, STREAM_WINDOW, Stream, type StreamReader } from "./stream.js";

export interface ConnectionOptions {
  /** Called with each new request; what it gives takes the rest. */
  readonly onStream: (stream: Stream, headers: readonly Header[]) => StreamReader;
  /** The client broke the protocol, or the connection; it is closed after that. */
  readonly onError: (error: Error) => void;
  /** Once, after all streams are closed. */
  readonly onClose: () => void;
}

/** What HTTP/2 starts with, both ways. */
const FIRST_WINDOW = 65_535;
/** Bytes of requests that may be under way on all streams together. */
const SESSION_WINDOW = 8 * 1024 * 1024;
/** Bytes of one request's packed headers. Terraform sends some hundred. */
const LARGEST_HEADERS = 64 * 1024;

export class Connection implements Line {
  room = FIRST_WINDOW;
  largestFrame = LARGEST_FRAME;
  readonly #socket: Socket;
  readonly #options: ConnectionOptions;
  readonly #cutter = new FrameCutter();
  readonly #headers = new HeaderDecoder();
  readonly #streams = new Map<number, Stream>();
  readonly #waiting = new Set<Stream>();
  #latest = 0;
  #streamRoom = FIRST_WINDOW;
  #unacknowledged = 0;
  /** The beginning of a header block whose end is still to come. */
  #block: { readonly stream: number; readonly last: boolean; readonly parts: Buffer[]; size: number } | undefined;
  #out: Uint8Array[] = [];
  #answered: Stream[] = [];
  /** Whose answers the socket has, and may still keep from the client. */
  readonly #leaving = new Set<readonly Stream[]>();
  #over = false;

  constructor(socket: Socket, options: ConnectionOptions) {
    this.#socket = socket;
    this.#options = options;
    socket.on("data", (chunk: Buffer) => this.#received(chunk));
    socket.on("error", (error) => this.#options.onError(error));
    socket.on("end", () => socket.destroy());
    socket.on("close", () => this.#closed());
    this.write(settingsFrame([[SETTING.initialWindowSize, STREAM_WINDOW]]));
    this.write(numbers(FRAME.windowUpdate, 0, SESSION_WINDOW - FIRST_WINDOW));
  }

  destroy(): void {
    this.#socket.destroy();
  }

  write(bytes: Uint8Array): void {
    if (this.#over) {
      return;
    }
    if (this.#out.length === 0) {
      // After all promises that can settle now, so that what they write leaves together.
      queueMicrotask(() => process.nextTick(() => this.#flush()));
    }
    this.#out.push(bytes);
  }

  waiting(stream: Stream): void {
    this.#waiting.add(stream);
  }

  answered(stream: Stream): void {
    this.#streams.delete(stream.id);
    this.#answered.push(stream);
  }

  #flush(): void {
    if (this.#over) {
      return;
    }
    const [out, answered] = [this.#out, this.#answered];
    this.#out = [];
    this.#answered = [];
    this.#leaving.add(answered);
    this.#socket.write(out.length === 1 ? (out[0] as Uint8Array) : Buffer.concat(out), (error) => {
      this.#leaving.delete(answered);
      for (const stream of answered) {
        stream.close(error instanceof Error);
      }
    });
  }

  #received(chunk: Buffer): void {
    if (this.#over) {
      return;
    }
    try {
      this.#cutter.push(chunk, (taken) => this.#take(taken));
    } catch (error) {
      this.#fail(error instanceof ConnectionError ? error.code : ERROR.protocol);
      this.#options.onError(error as Error);
    }
  }

  #fail(code: ErrorCode): void {
    this.#over = true;
    const payload = Buffer.alloc(8);
    payload.writeUInt32BE(this.#latest, 0);
    payload.writeUInt32BE(code, 4);
    this.#socket.end(Buffer.concat([...this.#out.splice(0), frame(FRAME.goAway, 0, 0, payload)]), () =>
      this.#socket.destroy(),
    );
  }

  #closed(): void {
    this.#over = true;
    for (const stream of [...this.#streams.values(), ...this.#answered, ...[...this.#leaving].flat()]) {
      stream.close(true);
    }
    this.#streams.clear();
    this.#options.onClose();
  }

  #take(taken: Frame): void {
    const { type, flags, stream, payload } = taken;
    if (this.#block !== undefined && (type !== FRAME.continuation || stream !== this.#block.stream)) {
      throw new ConnectionError(ERROR.protocol, "a header block is interrupted");
    }
    switch (type) {
      case FRAME.data:
        this.#data(taken);
        break;
      case FRAME.headers:
        if (stream === 0) {
          throw new ConnectionError(ERROR.protocol, "headers came for no request");
        }
        this.#block = { stream, last: (flags & FLAG.endStream) !== 0, parts: [], size: 0 };
        this.#headerPart(content(taken, true), flags);
        break;
      case FRAME.continuation:
        this.#headerPart(payload, flags);
        break;
      case FRAME.resetStream:
        sized(taken, 4);
        this.#streams.get(stream)?.close(true);
        this.#streams.delete(stream);
        break;
      case FRAME.settings:
        this.#settings(taken);
        break;
      case FRAME.ping:
        sized(taken, 8);
        if ((flags & FLAG.ack) === 0) {
          this.write(frame(FRAME.ping, FLAG.ack, 0, payload));
        }
        break;
      case FRAME.windowUpdate:
        this.#windowUpdate(taken);
        break;
      case FRAME.pushPromise:
        throw new ConnectionError(ERROR.protocol, "a client cannot promise anything");
      default:
      // GOAWAY: the client will close; PRIORITY and what is not known mean nothing.
    }
  }

  #data(taken: Frame): void {
    const size = taken.payload.length;
    const stream = this.#streams.get(taken.stream);
    if (taken.stream === 0 || (stream === undefined && taken.stream > this.#latest)) {
      throw new ConnectionError(ERROR.protocol, "data came for no request");
    }
    this.#unacknowledged += size;
    if (this.#unacknowledged > SESSION_WINDOW) {
      throw new ConnectionError(ERROR.flowControl, "requests are longer than their window");
    }
    if (this.#unacknowledged > SESSION_WINDOW / 2) {
      this.write(numbers(FRAME.windowUpdate, 0, this.#unacknowledged));
      this.#unacknowledged = 0;
    }
    stream?.received(content(taken, false), size, (taken.flags & FLAG.endStream) !== 0);
  }

  #headerPart(part: Buffer, flags: number): void {
    const block = this.#block;
    if (block === undefined) {
      throw new ConnectionError(ERROR.protocol, "a header block goes on that never began");
    }
    block.parts.push(part);
    block.size += part.length;
    if (block.size > LARGEST_HEADERS) {
      throw new ConnectionError(ERROR.enhanceYourCalm, `headers of more than ${LARGEST_HEADERS} bytes`);
    }
    if ((flags & FLAG.endHeaders) !== 0) {
      this.#block = undefined;
      const whole = block.parts.length === 1 ? part : Buffer.concat(block.parts);
      this.#request(block.stream, this.#headers.decode(whole), block.last);
    }
  }

  #request(id: number, headers: readonly Header[], last: boolean): void {
    const known = this.#streams.get(id);
    if (known !== undefined || id <= this.#latest) {
      // Trailers of a request say nothing that gRPC needs, but they end it.
      if (last) {
        known?.requestEnded();
      }
      return;
    }
    if (id % 2 === 0) {
      throw new ConnectionError(ERROR.protocol, "a client's streams have odd numbers");
    }
    this.#latest = id;
    const stream = new Stream(id, this, this.#streamRoom);
    this.#streams.set(id, stream);
    stream.reader = this.#options.onStream(stream, headers);
    if (last) {
      stream.requestEnded();
    }
  }

  #settings({ flags, payload }: Frame): void {
    if ((flags & FLAG.ack) !== 0) {
      return;
    }
    if (payload.length % 6 !== 0) {
      throw new ConnectionError(ERROR.frameSize, "settings are cut short");
    }
    for (let at = 0; at < payload.length; at += 6) {
      const [id, value] = [payload.readUInt16BE(at), payload.readUInt32BE(at + 2)];
      if (id === SETTING.initialWindowSize) {
        this.#resizeStreams(value);
      } else if (id === SETTING.maxFrameSize) {
        if (value < LARGEST_FRAME || value > LARGEST_FRAME_OF_ALL) {
          throw new ConnectionError(ERROR.protocol, `frames of ${value} bytes are not for a client to ask for`);
        }
        this.largestFrame = value;
      }
    }
    this.write(frame(FRAME.settings, FLAG.ack, 0, Buffer.alloc(0)));
  }

  #resizeStreams(size: number): void {
    if (size > LARGEST_WINDOW) {
      throw new ConnectionError(ERROR.flowControl, "a window is opened too far");
    }
    const difference = size - this.#streamRoom;
    this.#streamRoom = size;
    for (const stream of [...this.#streams.values()]) {
      stream.addRoom(difference);
    }
  }

  #windowUpdate(taken: Frame): void {
    sized(taken, 4);
    const more = taken.payload.readUInt32BE(0) & LARGEST_WINDOW;
    if (more === 0) {
      throw new ConnectionError(ERROR.protocol, "a window is opened by nothing");
    }
    if (taken.stream !== 0) {
      this.#streams.get(taken.stream)?.addRoom(more);
      return;
    }
    this.room += more;
    if (this.room > LARGEST_WINDOW) {
      throw new ConnectionError(ERROR.flowControl, "a window is opened too far");
    }
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const stream of waiting) {
      stream.pump();
    }
  }
}

function sized({ payload }: Frame, size: number): void {
  if (payload.length !== size) {
    throw new ConnectionError(ERROR.frameSize, `a frame of ${payload.length} bytes, where it has ${size}`);
  }
}
