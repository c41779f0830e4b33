/** One request and its answer on a connection that many share (RFC 9113, section 5). */
import { ConnectionError, ERROR } from "./error.js";
import { FLAG, FRAME, frame, head, LARGEST_WINDOW, numbers } from "./frames.js";

/** Who takes a request. */
export interface StreamReader {
  data(chunk: Buffer): void;
  end(): void;
  /** Once, and the last: the answer has left the process, or the client does not want it any more. */
  closed(aborted: boolean): void;
}

/** What a stream needs of its connection. */
export interface Line {
  /** Bytes of payload that the client takes on all streams together. */
  room: number;
  /** Longest payload of a frame that the client takes. */
  readonly largestFrame: number;
  write(bytes: Uint8Array): void;
  /** Told when an answer waits for room, */
  waiting(stream: Stream): void;
  /** and when all of it has been written. */
  answered(stream: Stream): void;
}

/** Bytes of a request that may be under way on one stream: large states crawl through the 64 kB that HTTP/2 starts with. */
export const STREAM_WINDOW = 1024 * 1024;

export class Stream {
  readonly id: number;
  /** Set as soon as there is one; a request for nobody is thrown away. */
  reader: StreamReader | undefined;
  readonly #line: Line;
  #room: number;
  #unacknowledged = 0;
  #requestEnded = false;
  #closed = false;
  #headersSent = false;
  readonly #waiting: Uint8Array[] = [];
  #trailers: Buffer | undefined;
  #drained: (() => void) | undefined;

  constructor(id: number, line: Line, room: number) {
    this.id = id;
    this.#line = line;
    this.#room = room;
  }

  get closed(): boolean {
    return this.#closed;
  }

  get headersSent(): boolean {
    return this.#headersSent;
  }

  /** @param size - of the frame, padding and all, which counts for the window */
  received(chunk: Buffer, size: number, last: boolean): void {
    this.#assertGoing();
    this.#unacknowledged += size;
    if (this.#unacknowledged > STREAM_WINDOW) {
      throw new ConnectionError(ERROR.flowControl, "a request is longer than its window");
    }
    if (chunk.length > 0) {
      this.reader?.data(chunk);
    }
    if (last) {
      this.requestEnded();
    } else if (this.#unacknowledged > STREAM_WINDOW / 2 && !this.#closed) {
      this.#line.write(numbers(FRAME.windowUpdate, this.id, this.#unacknowledged));
      this.#unacknowledged = 0;
    }
  }

  /** @throws ConnectionError when it had ended before: what a request asks for is done once */
  requestEnded(): void {
    this.#assertGoing();
    this.#requestEnded = true;
    this.reader?.end();
  }

  #assertGoing(): void {
    if (this.#requestEnded) {
      throw new ConnectionError(ERROR.protocol, "a request goes on after its end");
    }
  }

  /** The client has made room, or taken some back. */
  addRoom(bytes: number): void {
    this.#room += bytes;
    if (this.#room > LARGEST_WINDOW) {
      throw new ConnectionError(ERROR.flowControl, "a window is opened too far");
    }
    this.pump();
  }

  /** @param block - encoded headers */
  respond(block: Buffer): void {
    this.#headersSent = true;
    this.#line.write(frame(FRAME.headers, FLAG.endHeaders, this.id, block));
  }

  write(bytes: Uint8Array): void {
    this.#waiting.push(bytes);
    this.pump();
  }

  /** Until all that was written has found room, or the stream is closed. */
  drained(): Promise<void> {
    return this.#waiting.length === 0 || this.#closed
      ? Promise.resolve()
      : new Promise((resolve) => {
          this.#drained = resolve;
        });
  }

  /** @param block - encoded headers: the trailers, or all there is where nothing was sent before */
  end(block: Buffer): void {
    this.#trailers = block;
    this.pump();
  }

  /** Writes what there is room for. */
  pump(): void {
    const line = this.#line;
    for (let next = this.#waiting[0]; next !== undefined && !this.#closed; next = this.#waiting[0]) {
      // Room may be less than none, after a client took some back.
      const size = Math.max(0, Math.min(next.length, this.#room, line.room, line.largestFrame));
      if (size === 0 && next.length > 0) {
        line.waiting(this);
        return;
      }
      this.#room -= size;
      line.room -= size;
      line.write(head(size, FRAME.data, 0, this.id));
      line.write(size === next.length ? next : next.subarray(0, size));
      if (size === next.length) {
        this.#waiting.shift();
      } else {
        this.#waiting[0] = next.subarray(size);
      }
    }
    this.#drained?.();
    this.#drained = undefined;
    if (this.#trailers !== undefined && !this.#closed) {
      line.write(frame(FRAME.headers, FLAG.endHeaders | FLAG.endStream, this.id, this.#trailers));
      this.#trailers = undefined;
      if (!this.#requestEnded) {
        // Whatever else the client has to say is of no interest.
        line.write(numbers(FRAME.resetStream, this.id, ERROR.none));
      }
      line.answered(this);
    }
  }

  close(aborted: boolean): void {
    if (!this.#closed) {
      this.#closed = true;
      this.#waiting.length = 0;
      this.#drained?.();
      this.reader?.closed(aborted);
    }
  }
}
