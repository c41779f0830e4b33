/** One HTTP/2 stream as one gRPC call. */
import type { Call } from "../../server/session.js";
import { encodeHeaders } from "../http2/hpack.js";
import type { Stream, StreamReader } from "../http2/stream.js";
import type { Lifetime } from "../lifetime.js";
import { FrameReader } from "./frames.js";
import type { Methods } from "./method.js";
import { isStatusError, STATUS, type Status, StatusError } from "./status.js";

/** `:status` 200 is number 8 of the headers that HTTP/2 knows by number. */
const HEADERS = Buffer.concat([Buffer.of(0x88), encodeHeaders([["content-type", "application/grpc"]])]);
const OK = encodeHeaders([["grpc-status", String(STATUS.ok)]]);
/** Characters of a status message: the block of headers has to fit one frame. */
const LONGEST_MESSAGE = 1_000;

export interface CallOptions {
  readonly limit?: number | undefined;
  /** Told of unary calls: a stream is open as long as its client is, and is no work in itself. */
  readonly lifetime?: Lifetime | undefined;
  /** An error that is no status: a mistake of ours, worth a log line. */
  readonly onError: (error: unknown) => void;
}

/** Reads one message, answers it, and is over when the answer has left or the client has. */
export class GrpcCall implements StreamReader, Call {
  readonly #stream: Stream;
  readonly #path: string;
  readonly #methods: Promise<Methods>;
  readonly #onError: (error: unknown) => void;
  readonly #reader: FrameReader;
  readonly #over: (() => void) | undefined;
  #state: "reading" | "answering" | "answered" = "reading";
  #controller: AbortController | undefined;

  constructor(stream: Stream, path: string, methods: Promise<Methods>, { limit, lifetime, onError }: CallOptions) {
    this.#stream = stream;
    this.#path = path;
    this.#methods = methods;
    this.#onError = onError;
    this.#reader = new FrameReader(limit);
    this.#over = lifetime?.callStarted();
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#stream.closed) {
        this.#abort();
      }
    }
    return this.#controller.signal;
  }

  data(chunk: Buffer): void {
    if (this.#state === "reading") {
      try {
        this.#reader.push(chunk);
      } catch (error) {
        this.#fail(error);
      }
    }
  }

  end(): void {
    if (this.#state === "reading") {
      try {
        void this.#answer(this.#reader.finish());
      } catch (error) {
        this.#fail(error);
      }
    }
  }

  closed(aborted: boolean): void {
    if (aborted) {
      this.#abort();
    }
    if (this.#state !== "answering") {
      this.#over?.();
    }
  }

  #abort(): void {
    this.#controller?.abort(new Error("Terraform abandoned the request"));
  }

  /** Never rejects. */
  async #answer(request: Uint8Array): Promise<void> {
    this.#state = "answering";
    try {
      const method = (await this.#methods).get(this.#path);
      if (method === undefined) {
        throw new StatusError(STATUS.unimplemented, `unknown method ${this.#path}`);
      }
      if ("answer" in method) {
        this.#send(await method.answer(request, this));
      } else {
        this.#over?.();
        await method.stream(request, this, (message) => {
          this.#send(message);
          return this.#stream.drained();
        });
      }
      this.#end(OK);
    } catch (error) {
      this.#fail(error);
    }
    if (this.#stream.closed) {
      this.#over?.();
    }
  }

  #send(message: Uint8Array): void {
    if (!this.#stream.closed) {
      if (!this.#stream.headersSent) {
        this.#stream.respond(HEADERS);
      }
      this.#stream.write(message);
    }
  }

  #fail(error: unknown): void {
    const known = isStatusError(error);
    if (!known) {
      this.#onError(error);
    }
    this.#end(trailers(known ? error.code : STATUS.internal, error instanceof Error ? error.message : String(error)));
  }

  #end(block: Buffer): void {
    this.#state = "answered";
    if (!this.#stream.closed) {
      // "Trailers only": an answer without a message is a single block of headers.
      this.#stream.end(this.#stream.headersSent ? block : Buffer.concat([HEADERS, block]));
    }
  }
}

function trailers(status: Status, message: string): Buffer {
  return encodeHeaders([
    ["grpc-status", String(status)],
    ...(message === "" ? [] : [["grpc-message", percentEncode(message.slice(0, LONGEST_MESSAGE))] as const]),
  ]);
}

/** Headers are printable ASCII; a percent sign says that something else was there. */
function percentEncode(text: string): string {
  return [...Buffer.from(text)]
    .map((byte) =>
      byte >= 0x20 && byte <= 0x7e && byte !== 0x25
        ? String.fromCharCode(byte)
        : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`,
    )
    .join("");
}
