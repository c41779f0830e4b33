import { execFile } from "node:child_process";
import net from "node:net";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it, vi } from "vitest";
import {
  type CloudsmithTransportError,
  type HttpRequest,
  HttpTransport,
  type HttpTransportOptions,
  isCloudsmithTransportError,
} from "../../lib/cloudsmith/index.js";
import { IDLE_CONNECTION_MS } from "../../lib/cloudsmith/transport.js";
import { rejection } from "./support/client.js";
import { json, listenOnLoopback, NOBODY, serve } from "./support/server.js";

function send(url: string, more: Partial<HttpRequest> = {}, options: HttpTransportOptions = {}) {
  const method = more.method ?? "GET";
  return new HttpTransport({ environment: {}, ...options }).send({
    url: new URL(url),
    headers: {},
    abandonable: method === "GET",
    ...more,
    method,
  });
}

async function failureOf(promise: Promise<unknown>): Promise<CloudsmithTransportError> {
  const error = await rejection(promise);
  expect(isCloudsmithTransportError(error)).toBe(true);
  return error as CloudsmithTransportError;
}

afterEach(() => {
  vi.useRealTimers();
});

describe("one request", () => {
  it("brings the answer whatever its status", async () => {
    const server = await serve((_request, response) =>
      json(response, 503, { detail: "later" }, { "Retry-After": "7" }),
    );

    const answer = await send(server.url);

    expect(answer).toMatchObject({ status: 503, text: '{"detail":"later"}' });
    expect(answer.headers["retry-after"]).toBe("7");
  });

  it("keeps its connection for the next", async () => {
    const server = await serve((_request, response) => json(response, 200, {}));
    const transport = new HttpTransport({ environment: {} });
    const request = { method: "GET", url: new URL(server.url), headers: {}, abandonable: true };

    await transport.send(request);
    await transport.send(request);

    expect(server.connections).toBe(1);
    transport.close();
  });

  it("drops idle connections before Node's own servers do", () => {
    expect(IDLE_CONNECTION_MS).toBeLessThan(5_000);
  });

  it("survives an answer of 16 MB", async () => {
    const text = JSON.stringify("x".repeat(16 * 1024 * 1024));
    const server = await serve((_request, response) => void response.end(text));

    expect((await send(server.url)).text.length).toBe(text.length);
  });

  it("does not read more than it accepts", async () => {
    const server = await serve((_request, response) => void response.end("x".repeat(1_001)));

    expect((await send(server.url, {}, { maxAnswerBytes: 1_001 })).text).toHaveLength(1_001);
    expect(await failureOf(send(server.url, {}, { maxAnswerBytes: 1_000 }))).toMatchObject({
      code: "answer_too_large",
    });
  });

  it("counts what a compressed answer unpacks to", async () => {
    const server = await serve((_request, response) => {
      response.setHeader("content-encoding", "gzip");
      response.end(gzipSync("x".repeat(100_000)));
    });

    expect((await send(server.url)).text).toHaveLength(100_000);
    expect((await failureOf(send(server.url, {}, { maxAnswerBytes: 50_000 }))).code).toBe("answer_too_large");
  });

  it("does not follow a redirect", async () => {
    const server = await serve((_request, response) => void response.writeHead(302, { location: "/elsewhere" }).end());

    expect((await send(server.url)).status).toBe(302);
    expect(server.received).toHaveLength(1);
  });
});

describe("a request that fails", () => {
  it("did not land where nothing listens", async () => {
    const error = await failureOf(send(`http://127.0.0.1:${NOBODY}/x?query=1`, { method: "POST" }));

    expect(error).toMatchObject({ code: "refused", landed: "no", request: { method: "POST", path: "/x" } });
    expect(error.message).toMatch(/^POST \/x to 127\.0\.0\.1:\d+: the connection was refused \(ECONNREFUSED\)\. Check/);
  });

  it("did not land where the name is not known", async () => {
    // ".invalid" never resolves (RFC 2606).
    const error = await failureOf(send("https://api.invalid/"));

    expect(["unknown_host", "unreachable"]).toContain(error.code);
    expect(error.landed).toBe("no");
  });

  it("may have landed when the connection is reset instead of an answer", async () => {
    const server = await serve((_request, response) => void response.socket?.resetAndDestroy());

    expect(await failureOf(send(server.url, { method: "POST", body: "{}" }))).toMatchObject({
      code: "reset",
      landed: "maybe",
    });
  });

  it("may have landed when a kept connection is reset", async () => {
    const server = await serve((_request, response, index) =>
      index === 0 ? json(response, 200, {}) : void response.socket?.resetAndDestroy(),
    );
    const transport = new HttpTransport({ environment: {} });
    const request = { method: "POST", url: new URL(server.url), headers: {}, body: "{}", abandonable: false };
    await transport.send(request);

    expect(await failureOf(transport.send(request))).toMatchObject({ code: "reset", landed: "maybe" });
    expect(server.connections).toBe(1);
  });

  it("may have landed when the answer is cut in the middle", async () => {
    const server = await serve((_request, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
      response.write('{"name":', () => response.socket?.destroy());
    });

    expect(await failureOf(send(server.url, { method: "POST", body: "{}" }))).toMatchObject({
      code: "truncated",
      landed: "maybe",
    });
  });

  it("may have landed when no answer comes in time", async () => {
    let arrive = () => {};
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const server = await serve(() => arrive());
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });

    const failing = failureOf(send(server.url, { method: "POST", body: "{}" }, { answerTimeoutMs: 30_000 }));
    await arrived;
    vi.advanceTimersByTime(30_000);
    const error = await failing;

    expect(error).toMatchObject({ code: "answer_timeout", landed: "maybe" });
    expect(server.received).toHaveLength(1);
  });

  it("also counts the time of an answer that never ends", async () => {
    const server = await serve((_request, response) => void response.writeHead(200).write("{"));

    expect((await failureOf(send(server.url, {}, { answerTimeoutMs: 30 }))).code).toBe("answer_timeout");
  });

  it("did not land when no connection is made in time", async () => {
    // Nobody answers the TLS greeting, so the connection is never ready.
    const port = await listenOnLoopback(net.createServer());

    const error = await failureOf(
      send(`https://127.0.0.1:${port}`, { method: "POST", body: "{}" }, { connectTimeoutMs: 30 }),
    );

    expect(error).toMatchObject({ code: "connect_timeout", landed: "no" });
  });
});

describe("a signal", () => {
  it("that aborted before stops any request before it is sent", async () => {
    const server = await serve((_request, response) => json(response, 200, {}));

    const error = await failureOf(send(server.url, { method: "POST", signal: AbortSignal.abort() }));

    expect(error).toMatchObject({ code: "aborted", landed: "no" });
    expect(server.received).toEqual([]);
  });

  it("stops a read on its way", async () => {
    const stop = new AbortController();
    const server = await serve(() => stop.abort());

    expect(await failureOf(send(server.url, { signal: stop.signal }))).toMatchObject({ code: "aborted" });
  });

  it.each(["POST", "PUT", "PATCH", "DELETE"])(
    "does not stop a %s on its way: its answer is awaited",
    async (method) => {
      const stop = new AbortController();
      const server = await serve((_request, response) => {
        stop.abort();
        setImmediate(() => json(response, 200, { done: true }));
      });

      const answer = await send(server.url, { method, body: "{}", signal: stop.signal });

      expect(answer.text).toBe('{"done":true}');
    },
  );

  it("stops a write while it is still connecting", async () => {
    const stop = new AbortController();
    const server = net.createServer(() => stop.abort());
    const port = await listenOnLoopback(server);

    const error = await failureOf(send(`https://127.0.0.1:${port}`, { method: "POST", signal: stop.signal }));

    expect(error).toMatchObject({ code: "aborted", landed: "no" });
  });
});

describe("starting", () => {
  it("loads neither axios nor what of Node only requests need: a provider starts several times a command", async () => {
    const script = `
      require("${require.resolve("../../lib/oidc/exchange/index.ts")}");
      const loaded = Object.keys(require.cache).filter((file) => file.includes("/axios/"));
      const builtin = process.moduleLoadList.filter((name) => /^NativeModule (https?|tls)$/.test(name));
      console.log(JSON.stringify([...loaded, ...builtin]));`;

    const { stdout } = await promisify(execFile)(process.execPath, ["--require", "tsx/cjs", "-e", script]);

    expect(JSON.parse(stdout)).toEqual([]);
  });
});
