/** Everything that the plugin answers on one connection: the provider and the services of go-plugin around it. */
import { handle } from "../server/handlers.js";
import type { Session } from "../server/session.js";
import { Empty, HealthCheckRequest, HealthCheckResponse, StdioData } from "../wire/messages.js";
import { PROVIDER_METHODS, PROVIDER_SERVICE, type ProviderMethod } from "../wire/methods.js";
import { type Method, type Methods, streaming, unary } from "./grpc/method.js";

const SERVING = 1;

export interface ServiceOptions {
  /** Terraform is done with the process, and does not wait for an answer. */
  readonly shutDown: () => void;
}

export function pluginMethods(session: Session<unknown>, { shutDown }: ServiceOptions): Methods {
  return new Map<string, Method>([
    ...providerMethods(session),
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
    const { request, response } = PROVIDER_METHODS[name];
    const answer = (message: object, call: Parameters<typeof handle>[3]) =>
      handle(name, session, message as never, call) as Promise<object>;
    return [`/${PROVIDER_SERVICE}/${name}`, { request, response, answer } as unknown as Method];
  });
}
