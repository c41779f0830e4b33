import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Fault, Faults } from "../faults.js";
import { ANONYMOUS, authenticate, type Identity, identityName } from "../identity.js";
import type { RequestLog, RequestRecord } from "../requests.js";
import type { World } from "../world.js";
import { breakReply, type Outcome, takesEffect } from "./break.js";
import { Call } from "./call.js";
import { withGitHubHeaders } from "./github-headers.js";
import { type Incoming, readIncoming, refuseStranger } from "./incoming.js";
import { rateHeaders } from "./rate-limit.js";
import { cloudsmithError, githubError, notFound, Problem, type Reply } from "./reply.js";
import { type Router, routeName } from "./router.js";
import { send } from "./wire.js";

export interface ServerParts {
  readonly world: World;
  readonly router: Router;
  readonly faults: Faults;
  readonly requests: RequestLog;
}

/** The one server of an emulator. It answers programs on this machine only, and no browser. */
export function makeServer(parts: ServerParts): Server {
  const server = createServer((request, response) => {
    serve(parts, request, response).catch((error: unknown) => {
      const text = error instanceof Error ? error.message : String(error);
      send(response, cloudsmithError(new Problem(500, `The emulator failed: ${text}`)));
    });
  });
  // a client's pooled connection must not be closed under it between two requests
  server.keepAliveTimeout = 120_000;
  return server;
}

async function serve(parts: ServerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const stranger = refuseStranger(request);
  if (stranger) {
    send(response, cloudsmithError(stranger));
    return;
  }
  const incoming = await readIncoming(request, parts.router);
  const record = note(parts, incoming);
  const outcome = await outcomeOf(parts, incoming, record);
  switch (outcome.kind) {
    case "hang":
      return;
    case "cut":
      request.socket.resetAndDestroy();
      return;
    case "send":
      record.status = outcome.reply.status;
      send(response, outcome.reply, outcome.truncated);
  }
}

async function outcomeOf(parts: ServerParts, incoming: Incoming, record: RequestRecord): Promise<Outcome> {
  const { world, faults } = parts;
  const { area, match, method, path } = incoming;
  if (incoming.problem || area === "control") {
    return { kind: "send", reply: await answer(world, incoming, ANONYMOUS, undefined) };
  }
  if (area === "cloudsmith" && world.settings.latencyMs > 0) {
    await sleep(world.settings.latencyMs, undefined, { ref: false });
  }
  const identity = await identify(world, incoming);
  record.identity = identity instanceof Problem ? "invalid" : identityName(identity);
  const allowance = area === "cloudsmith" ? world.rates.take(record.identity) : undefined;
  const headers = allowance ? rateHeaders(allowance, world.clock.now()) : {};
  if (allowance && !allowance.allowed) {
    return { kind: "send", reply: withHeaders(throttled(allowance.retryAfterSeconds), headers) };
  }
  const fault = faults.meet({ method, path, area, route: match?.route });
  if (!fault) {
    return { kind: "send", reply: withHeaders(await answer(world, incoming, identity, fault), headers) };
  }
  record.fault = fault.kind;
  const reply = takesEffect(fault) ? await answer(world, incoming, identity, fault) : undefined;
  const outcome = await breakReply(fault, reply);
  return outcome.kind === "send" ? { ...outcome, reply: withHeaders(outcome.reply, headers) } : outcome;
}

const withHeaders = (reply: Reply, headers: Record<string, string>): Reply => ({
  ...reply,
  headers: { ...headers, ...reply.headers },
});

function throttled(retryAfterSeconds: number): Reply {
  const seconds = Math.ceil(retryAfterSeconds);
  const detail = `Request was throttled. Expected available in ${seconds} second${seconds === 1 ? "" : "s"}.`;
  return { status: 429, body: { detail }, headers: { "Retry-After": String(seconds) } };
}

async function identify(world: World, { area, headers }: Incoming): Promise<Identity | Problem> {
  if (area !== "cloudsmith" && area !== "upload") {
    return ANONYMOUS;
  }
  try {
    return await authenticate(world, headers);
  } catch (error) {
    if (error instanceof Problem) {
      return error;
    }
    throw error;
  }
}

async function answer(
  world: World,
  incoming: Incoming,
  identity: Identity | Problem,
  fault: Fault | undefined,
): Promise<Reply> {
  try {
    const problem = incoming.problem ?? (identity instanceof Problem ? identity : undefined);
    if (problem || identity instanceof Problem) {
      throw problem;
    }
    const { match } = incoming;
    if (!match) {
      throw incoming.methods.length === 0 ? notFound() : methodNotAllowed(incoming);
    }
    const call = new Call({ ...incoming, world, params: match.params, identity, stale: fault?.kind === "stale" });
    match.route.guard(call);
    const reply = await match.route.handler(call);
    return incoming.area === "github" ? withGitHubHeaders(incoming, reply) : reply;
  } catch (error) {
    if (error instanceof Problem) {
      return writeProblem(incoming, error);
    }
    throw error;
  }
}

const methodNotAllowed = ({ method, methods }: Incoming): Problem =>
  new Problem(405, `Method "${method}" not allowed.`, undefined, { Allow: methods.join(", ") });

const writeProblem = (incoming: Incoming, problem: Problem): Reply =>
  incoming.area === "github" ? withGitHubHeaders(incoming, githubError(problem)) : cloudsmithError(problem);

function note({ requests, world }: ServerParts, incoming: Incoming): RequestRecord {
  const record: RequestRecord = {
    area: incoming.area,
    method: incoming.method,
    route: incoming.match && routeName(incoming.match.route),
    path: incoming.target,
    at: world.clock.now(),
    identity: "anonymous",
    status: null,
  };
  if (incoming.area !== "control") {
    requests.add(record);
  }
  return record;
}
