/** One HTTP/2 stream as one gRPC call. */
import { constants, type ServerHttp2Stream } from "node:http2";
import type { Lifetime } from "../lifetime.js";
import { FrameReader } from "./frames.js";
import type { Methods } from "./method.js";
import { isStatusError, STATUS, type Status, StatusError } from "./status.js";

const { HTTP2_HEADER_STATUS, HTTP2_HEADER_CONTENT_TYPE } = constants;
const HEADERS = { [HTTP2_HEADER_STATUS]: 200, [HTTP2_HEADER_CONTENT_TYPE]: "application/grpc" };

export interface CallOptions {
  readonly limit?: number | undefined;
  /** Told of unary calls: a stream is open as long as its client is, and is no work in itself. */
  readonly lifetime?: Lifetime | undefined;
  /** An error that is no status: a mistake of ours, worth a log line. */
  readonly onError: (error: unknown) => void;
}

/** Answers the call; settles when the answer has left or the client has, and never rejects. */
export async function answerCall(
  stream: ServerHttp2Stream,
  path: string,
  methods: Promise<Methods>,
  { limit, lifetime, onError }: CallOptions,
): Promise<void> {
  // A client that goes away is no error of ours; the call's signal tells whoever needs to know.
  stream.on("error", () => {});
  const call = new StreamCall(stream);
  const over = lifetime?.callStarted();
  try {
    const method = (await methods).get(path);
    if (method === undefined) {
      throw new StatusError(STATUS.unimplemented, `unknown method ${path}`);
    }
    const request = await readMessage(stream, limit);
    if ("answer" in method) {
      await call.send(await method.answer(request, call));
    } else {
      over?.();
      await method.stream(request, call, (message) => call.send(message));
    }
    call.end(STATUS.ok);
  } catch (error) {
    if (!isStatusError(error)) {
      onError(error);
    }
    call.end(isStatusError(error) ? error.code : STATUS.internal, messageOf(error));
  }
  await call.closed();
  over?.();
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function readMessage(stream: ServerHttp2Stream, limit: number | undefined): Promise<Uint8Array> {
  const reader = new FrameReader(limit);
  return new Promise((resolve, reject) => {
    const abandoned = () => reject(new StatusError(STATUS.internal, "the request was abandoned"));
    if (stream.destroyed) {
      // Its events were missed while the methods were being loaded.
      abandoned();
    }
    stream.on("data", (chunk: Buffer) => {
      try {
        reader.push(chunk);
      } catch (error) {
        // What still comes is read and thrown away, so that the answer reaches a client which is still sending.
        stream.removeAllListeners("data").resume();
        reject(error);
      }
    });
    stream.once("end", () => {
      // Every call closes in the end; an error made for each, to be thrown away, would cost a stack trace.
      stream.off("close", abandoned);
      try {
        resolve(reader.finish());
      } catch (error) {
        reject(error);
      }
    });
    stream.once("close", abandoned);
  });
}

class StreamCall {
  readonly #stream: ServerHttp2Stream;
  #controller: AbortController | undefined;
  #trailers: Record<string, string> = {};

  constructor(stream: ServerHttp2Stream) {
    this.#stream = stream;
    stream.once("aborted", () => this.#controller?.abort(new Error("Terraform abandoned the request")));
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#stream.aborted || this.#stream.destroyed) {
        this.#controller.abort(new Error("Terraform abandoned the request"));
      }
    }
    return this.#controller.signal;
  }

  async send(bytes: Uint8Array): Promise<void> {
    if (this.#stream.destroyed || this.#stream.closed) {
      return;
    }
    this.#respond();
    if (!this.#stream.write(bytes)) {
      await this.#room();
    }
  }

  /** Until the client has read enough, or is gone. */
  #room(): Promise<void> {
    return new Promise((resolve) => {
      const go = () => {
        this.#stream.off("drain", go).off("close", go);
        resolve();
      };
      this.#stream.on("drain", go).on("close", go);
    });
  }

  #respond(): void {
    if (!this.#stream.headersSent) {
      this.#stream.once("wantTrailers", () => this.#stream.sendTrailers(this.#trailers));
      this.#stream.respond(HEADERS, { waitForTrailers: true });
    }
  }

  /** Also when the client went away long ago. */
  closed(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#stream.closed) {
        resolve();
      } else {
        this.#stream.once("close", () => resolve());
      }
    });
  }

  end(status: Status, message = ""): void {
    if (this.#stream.destroyed || this.#stream.closed) {
      return;
    }
    this.#trailers = {
      "grpc-status": String(status),
      ...(message === "" ? {} : { "grpc-message": percentEncode(message) }),
    };
    if (this.#stream.headersSent) {
      this.#stream.end();
    } else {
      // "Trailers only": an answer without a message is a single block of headers.
      this.#stream.respond({ ...HEADERS, ...this.#trailers }, { endStream: true });
    }
  }
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
