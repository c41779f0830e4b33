/** A method of a service, as the server calls it. */
import type { Call } from "../../server/session.js";
import type { Encodable, Message } from "../../wire/protobuf.js";

export interface UnaryMethod<Request extends object = object, Response extends object = object> {
  readonly request: Message<Request>;
  readonly response: Message<Response>;
  readonly answer: (request: Request, call: Call) => Encodable<Response> | Promise<Encodable<Response>>;
}

export interface StreamingMethod<Request extends object = object, Response extends object = object> {
  readonly request: Message<Request>;
  readonly response: Message<Response>;
  /** The stream ends when the promise settles; `send` resolves when the client has room for more. */
  readonly stream: (
    request: Request,
    call: Call,
    send: (message: Encodable<Response>) => Promise<void>,
  ) => Promise<void>;
}

export type Method = UnaryMethod | StreamingMethod;

/** Methods by path, e.g. `/grpc.health.v1.Health/Check`. */
export type Methods = ReadonlyMap<string, Method>;

/** Forgets the message types, which only the method itself needs to know. */
export function unary<Request extends object, Response extends object>(method: UnaryMethod<Request, Response>): Method {
  return method as unknown as Method;
}

export function streaming<Request extends object, Response extends object>(
  method: StreamingMethod<Request, Response>,
): Method {
  return method as unknown as Method;
}
