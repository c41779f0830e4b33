/** Everything that the plugin answers on one connection: the provider and the services of go-plugin around it. */
import type { Provider } from "../provider.js";
import { handle } from "../server/handlers.js";
import { listResource } from "../server/rpc/list-resource.js";
import { type Call, Session, type SessionOptions } from "../server/session.js";
import { Empty, HealthCheckRequest, HealthCheckResponse, StdioData } from "../wire/messages.js";
import {
  type MethodType,
  PROVIDER_METHODS,
  PROVIDER_SERVICE,
  PROVIDER_STREAMS,
  type ProviderMethod,
} from "../wire/methods.js";
import { type Method, type Methods, streaming, unary } from "./grpc/method.js";

const SERVING = 1;

export interface ServiceOptions extends SessionOptions {
  /** Terraform is done with the process, and does not wait for an answer. */
  readonly shutDown: () => void;
}

/** For one client: what it configures is its own. */
export function pluginMethods<Client>(provider: Provider<Client>, { shutDown, ...options }: ServiceOptions): Methods {
  const session = new Session(provider as Provider<unknown>, options);
  return new Map<string, Method>([
    ...providerMethods(session),
    [
      `/${PROVIDER_SERVICE}/ListResource`,
      streaming({
        ...PROVIDER_STREAMS.ListResource,
        stream: (request, call, send) => listResource(session, request, call, send),
      }),
    ],
    [
      "/plugin.GRPCController/Shutdown",
      unary({
        request: Empty,
        response: Empty,
        answer: () => {
          shutDown();
          return {};
        },
      }),
    ],
    [
      "/plugin.GRPCStdio/StreamStdio",
      // Output of the plugin would go here; ours goes to stderr, so the stream stays open and silent.
      streaming({
        request: Empty,
        response: StdioData,
        stream: (_request, { signal }) =>
          new Promise<void>((resolve) => {
            signal.addEventListener("abort", () => resolve(), { once: true });
          }),
      }),
    ],
    [
      "/grpc.health.v1.Health/Check",
      unary({ request: HealthCheckRequest, response: HealthCheckResponse, answer: () => ({ status: SERVING }) }),
    ],
  ]);
}

function providerMethods(session: Session<unknown>): [string, Method][] {
  return (Object.keys(PROVIDER_METHODS) as ProviderMethod[]).map((name) => {
    // One name, its messages and its handler: more than the compiler can follow through a union.
    const { request, response } = PROVIDER_METHODS[name] as MethodType<object, object>;
    const answer = (message: object, call: Call) => handle(name, session, message as never, call) as Promise<object>;
    return [`/${PROVIDER_SERVICE}/${name}`, unary({ request, response, answer })];
  });
}
