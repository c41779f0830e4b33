/**
 * A method of a service. The transport knows bytes only, so that it can listen before the messages are loaded.
 */
import { BinaryWriter } from "@bufbuild/protobuf/wire";
import type { Call } from "../../server/session.js";
import { decode, type Encodable, encodeInto, type Message } from "../../wire/protobuf.js";
import { PREFIX } from "./frames.js";

export interface UnaryMethod {
  /** From a message to a framed message. */
  readonly answer: (request: Uint8Array, call: Call) => Promise<Uint8Array>;
}

export interface StreamingMethod {
  /** The stream ends when the promise settles; `send` takes framed messages and resolves when there is room for more. */
  readonly stream: (request: Uint8Array, call: Call, send: (message: Uint8Array) => Promise<void>) => Promise<void>;
}

export type Method = UnaryMethod | StreamingMethod;

/** Methods by path, e.g. `/grpc.health.v1.Health/Check`. */
export type Methods = ReadonlyMap<string, Method>;

export function unary<Request extends object, Response extends object>(method: {
  readonly request: Message<Request>;
  readonly response: Message<Response>;
  readonly answer: (request: Request, call: Call) => Encodable<Response> | Promise<Encodable<Response>>;
}): UnaryMethod {
  return {
    answer: async (request, call) => frame(method.response, await method.answer(decode(method.request, request), call)),
  };
}

export function streaming<Request extends object, Response extends object>(method: {
  readonly request: Message<Request>;
  readonly response: Message<Response>;
  readonly stream: (
    request: Request,
    call: Call,
    send: (message: Encodable<Response>) => Promise<void>,
  ) => Promise<void>;
}): StreamingMethod {
  return {
    stream: (request, call, send) =>
      method.stream(decode(method.request, request), call, (message) => send(frame(method.response, message))),
  };
}

const ROOM_FOR_PREFIX = new Uint8Array(PREFIX);
/** A writer keeps the memory of its largest message, which is worth having for the thousands of small ones. */
const LARGEST_KEPT = 64 * 1024;
let idle: BinaryWriter | undefined;

/** A message with its prefix, in one piece of memory. */
export function frame<T extends object>(type: Message<T>, value: Encodable<T>): Uint8Array {
  const writer = (idle ?? new BinaryWriter()).raw(ROOM_FOR_PREFIX);
  // Not there again until this message is whole: what stops half-way leaves the rest in it.
  idle = undefined;
  encodeInto(writer, type, value);
  const bytes = writer.finish();
  new DataView(bytes.buffer, bytes.byteOffset).setUint32(1, bytes.length - PREFIX);
  idle = bytes.length > LARGEST_KEPT ? undefined : writer;
  return bytes;
}
