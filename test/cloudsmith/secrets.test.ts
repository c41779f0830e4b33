import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { CloudsmithClient, HttpTransport } from "../../lib/cloudsmith/index.js";
import { redact } from "../../lib/cloudsmith/private/redact.js";
import { clientOf, KEY, rejection } from "./support/client.js";
import { type Handler, json, NOBODY, serve } from "./support/server.js";

/** All that a log, a crash or a debugger could print of a value. */
function everythingOf(value: unknown): string {
  const error = value as Error;
  return [
    inspect(value, { depth: 20, showHidden: true, getters: true }),
    JSON.stringify(value),
    String(value),
    error?.stack,
    String(error?.cause),
    error?.message,
  ].join("\n");
}

const ECHO: Handler = (request, response) =>
  json(response, 422, {
    detail: `You sent ${request.headers["x-api-key"]} ${request.headers.authorization}`,
    fields: { [`x${request.headers["x-api-key"]}`]: [`${request.headers["x-api-key"]}`], body: [request.body] },
  });
const ECHO_PAGE: Handler = (request, response) => {
  response.writeHead(500, { "content-type": "text/html" }).end(`<html>${JSON.stringify(request.headers)}</html>`);
};
const ECHO_REDIRECT: Handler = (request, response) => {
  response.writeHead(302, { location: `https://elsewhere.example/?key=${request.headers["x-api-key"]}` }).end();
};
const RESET: Handler = (_request, response) => void response.socket?.resetAndDestroy();
const BROKEN: Handler = (_request, response) => {
  response.socket?.end("HTTP/1.1 nonsense\r\n\r\n");
};

describe("a secret is never shown", () => {
  it.each([
    ["a server that repeats it in JSON", ECHO],
    ["a server that repeats it in a page", ECHO_PAGE],
    ["a server that repeats it in a redirect", ECHO_REDIRECT],
    ["a reset", RESET],
    ["an answer that is no HTTP", BROKEN],
  ] as const)("by the error of %s", async (_, handler) => {
    const server = await serve(handler);
    const client = clientOf(server.url, { headers: { Authorization: "Basic canary-extra" }, retry: { retries: 0 } });

    for (const call of [client.services.get("acme", "x"), client.services.create("acme", { name: "x" })]) {
      expect(everythingOf(await rejection(call))).not.toContain("canary");
    }
  });

  it("by the error of a refused connection", async () => {
    const client = clientOf(`http://127.0.0.1:${NOBODY}`, { retry: { connectRetries: 0 } });

    expect(everythingOf(await rejection(client.user.self()))).not.toContain("canary");
  });

  it("by the error of a time-out or of an abort", async () => {
    const stop = new AbortController();
    const server = await serve(() => undefined);
    const transport = new HttpTransport({ environment: {}, answerTimeoutMs: 20 });
    const client = clientOf(server.url, { transport, retry: { retries: 0 } });

    expect(everythingOf(await rejection(client.user.self()))).not.toContain("canary");
    stop.abort();
    expect(everythingOf(await rejection(client.user.self({ signal: stop.signal })))).not.toContain("canary");
  });

  it("by the error of an exchange, whatever the server repeats", async () => {
    const server = await serve((request, response) => json(response, 401, { detail: request.body }));
    const body = { oidc_token: "canary-that-is-no-jwt", service_slug: "ci-app" };

    const error = await rejection(clientOf(server.url).openid.exchange("acme", body));

    expect(everythingOf(error)).not.toContain("canary");
  });

  it("by the client itself, while it has connections open", async () => {
    const server = await serve((_request, response) => json(response, 200, { authenticated: true }));
    const client = clientOf(server.url);
    await client.user.self();

    expect(everythingOf(client)).not.toContain("canary");
    expect(everythingOf(client.services)).not.toContain("canary");
  });

  it("by the log", async () => {
    const server = await serve(ECHO);
    const lines: unknown[] = [];
    const client = clientOf(server.url, { log: (...line) => lines.push(line) });

    await rejection(client.services.page("acme", { query: "name:canary" }));

    expect(lines).not.toEqual([]);
    expect(everythingOf(lines)).not.toContain("canary");
  });

  it("to another host than the configured one", async () => {
    const other = await serve((_request, response) => json(response, 200, { authenticated: true }));
    const server = await serve((_request, response) => {
      response.writeHead(307, { location: `${other.url}/user/self/` }).end();
    });

    await rejection(clientOf(server.url).user.self());

    expect(other.received).toEqual([]);
  });

  it("by the refusal of a host that holds one", () => {
    let thrown: unknown;
    try {
      new CloudsmithClient({ host: `https://me:${KEY}@api.cloudsmith.io` });
    } catch (error) {
      thrown = error;
    }

    expect(everythingOf(thrown)).toContain("must not contain a user name");
    expect(everythingOf(thrown)).not.toContain("canary");
  });
});

describe("redacting", () => {
  it("takes out what is known, with or without Bearer, and what looks like a key or a token", () => {
    const text =
      "a Bearer abcdef-1 b abcdef-1 c csa_0123456789abcdef0123456789abcdef0123 d eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln e";

    expect(redact(text, ["Bearer abcdef-1"])).toBe("a (redacted) b (redacted) c (redacted) d (redacted) e");
  });

  it("leaves words alone", () => {
    expect(redact("Invalid token. eyJ csa_", ["token"])).toBe("Invalid token. eyJ csa_");
  });
});
