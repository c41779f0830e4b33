import { connect } from "node:http2";
import type { AddressInfo } from "node:net";
import { status } from "@grpc/grpc-js";
import { afterEach, describe, expect, it } from "vitest";
import { createIdentity, type Identity } from "../../../lib/terraform/plugin/certificate.js";
import { frame, type Method, streaming, unary } from "../../../lib/terraform/plugin/grpc/method.js";
import { GrpcServer, type GrpcServerOptions } from "../../../lib/terraform/plugin/grpc/server.js";
import type { Lifetime } from "../../../lib/terraform/plugin/lifetime.js";
import type { Call } from "../../../lib/terraform/server/session.js";
import { bytes, decode, int, message, string } from "../../../lib/terraform/wire/protobuf.js";
import { GrpcClient } from "../support/grpc.js";

const Text = message({ text: string(1), data: bytes(2), count: int(3) });
const SERVICES = {
  "test.Echo": {
    methods: { Say: { request: Text, response: Text }, Count: { request: Text, response: Text } },
    streaming: ["Count"],
  },
} as never;

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) {
    await cleanUp();
  }
});

type Answer = (request: typeof Text.decoded, call: Call) => object | Promise<object>;

/** A server with one method that echoes, and one that streams. */
async function serving(options: Partial<GrpcServerOptions> & { answer?: Answer } = {}) {
  const log: string[] = [];
  const methods = new Map<string, Method>([
    ["/test.Echo/Say", unary({ request: Text, response: Text, answer: options.answer ?? ((request) => request) })],
    [
      "/test.Echo/Count",
      streaming({
        request: Text,
        response: Text,
        stream: async ({ count, text }, _call, send) => {
          for (let index = 0; index < count; index++) {
            await send({ count: index, text });
          }
        },
      }),
    ],
  ]);
  const server = new GrpcServer({
    methods: async () => methods,
    log: (level, text) => log.push(`${level} ${text}`),
    ...options,
  });
  const { port } = (await server.listen({ host: "127.0.0.1", port: 0 })) as AddressInfo;
  cleanUps.push(() => server.close());
  const clientOf = (identity?: Identity, serverCertificatePem?: string) => {
    const address = `127.0.0.1:${port}`;
    const client = new GrpcClient({ network: "tcp", address, identity, serverCertificatePem, services: SERVICES });
    cleanUps.unshift(() => client.close());
    return client;
  };
  return { log, port, clientOf, client: () => clientOf() };
}

/** Speaks HTTP/2 by hand: sends the chunks one by one, and gives status and body. */
async function raw(port: number, path: string, chunks: readonly Uint8Array[]) {
  const session = connect(`http://127.0.0.1:${port}`);
  cleanUps.unshift(() => session.destroy());
  const stream = session.request({ ":method": "POST", ":path": path, "content-type": "application/grpc" });
  let grpcStatus: string | undefined;
  const body: Buffer[] = [];
  stream.on("response", (headers) => {
    grpcStatus = headers["grpc-status"] as string | undefined;
  });
  stream.on("trailers", (trailers) => {
    grpcStatus = trailers["grpc-status"] as string;
  });
  stream.on("data", (chunk: Buffer) => body.push(chunk));
  for (const chunk of chunks) {
    await new Promise<void>((resolve) => stream.write(chunk, () => resolve()));
  }
  stream.end();
  await new Promise((resolve, reject) => stream.on("close", resolve).on("error", reject));
  return { status: Number(grpcStatus), body: Buffer.concat(body) };
}

function deferred<T>() {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

describe("a unary call", () => {
  it("is answered", async () => {
    const client = (await serving()).client();
    expect(await client.call("test.Echo/Say", { text: "hallo" })).toMatchObject({ text: "hallo" });
  });

  it("may be one of many at once", async () => {
    const client = (await serving()).client();
    const texts = Array.from({ length: 300 }, (_none, index) => `text ${index}`);
    const answers = await Promise.all(texts.map((text) => client.call("test.Echo/Say", { text })));
    expect(answers.map(({ text }) => text)).toEqual(texts);
  });

  it("may carry 32 MB in both directions", async () => {
    const client = (await serving()).client();
    const data = Buffer.alloc(32 * 1024 * 1024, 7);
    const answer = await client.call("test.Echo/Say", { data });
    expect(Buffer.compare(answer.data, data)).toBe(0);
  });

  it("waits until there are methods", async () => {
    const ready = deferred<ReadonlyMap<string, Method>>();
    const { client } = await serving({ methods: () => ready.promise });
    const answer = client().call("test.Echo/Say", { text: "early" });
    ready.resolve(
      new Map([["/test.Echo/Say", unary({ request: Text, response: Text, answer: (request) => request })]]),
    );
    expect(await answer).toMatchObject({ text: "early" });
  });

  it("is over when its client goes while there are none yet", async () => {
    const ready = deferred<ReadonlyMap<string, Method>>();
    const [started, gone, over] = [deferred<void>(), deferred<void>(), deferred<void>()];
    const lifetime = {
      sessionOpened: () => {},
      sessionClosed: gone.resolve,
      callStarted: () => {
        started.resolve();
        return over.resolve;
      },
    } as unknown as Lifetime;
    const { port } = await serving({ methods: () => ready.promise, lifetime });
    const session = connect(`http://127.0.0.1:${port}`);
    const stream = session.request({ ":method": "POST", ":path": "/test.Echo/Say" });
    stream.on("error", () => {}).write(frame(Text, { text: "hallo" }));
    await started.promise;
    session.destroy();
    await gone.promise;
    ready.resolve(
      new Map([["/test.Echo/Say", unary({ request: Text, response: Text, answer: (request) => request })]]),
    );
    await over.promise;
  });

  it("fails with the reason when there will be none", async () => {
    const { client, log } = await serving({ methods: () => Promise.reject(new Error("no such file: provider.cjs")) });
    const error = client().call("test.Echo/Say");
    await expect(error).rejects.toMatchObject({ code: status.INTERNAL, details: "no such file: provider.cjs" });
    expect(log).toEqual(["error /test.Echo/Say failed"]);
  });

  it("of an unknown method is UNIMPLEMENTED", async () => {
    const client = (await serving()).client();
    for (const path of ["/test.Echo/Nope", "/tfplugin6.Provider/ListResource", "/plugin.GRPCBroker/StartStream"]) {
      expect(await client.status(path)).toEqual({ code: status.UNIMPLEMENTED, details: `unknown method ${path}` });
    }
  });

  it("whose method throws is INTERNAL, in any language", async () => {
    const { client, log } = await serving({
      answer: () => {
        throw new Error("größer als 100 %");
      },
    });
    await expect(client().call("test.Echo/Say")).rejects.toMatchObject({
      code: status.INTERNAL,
      details: "größer als 100 %",
    });
    expect(log).toEqual(["error /test.Echo/Say failed"]);
  });

  it("that its client cancels aborts the signal", async () => {
    const [started, aborted] = [deferred<void>(), deferred<void>()];
    const { client, log } = await serving({
      answer: async (_request, { signal }) => {
        started.resolve();
        await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
        aborted.resolve();
        return {};
      },
    });
    let cancel = () => {};
    const call = client().call("test.Echo/Say", {}, (canceller) => {
      cancel = canceller;
    });
    await started.promise;
    cancel();
    await expect(call).rejects.toMatchObject({ code: status.CANCELLED });
    await aborted.promise;
    expect(log).toEqual([]);
  });

  it("whose client is gone aborts the signal, whenever the method asks for it", async () => {
    for (const asks of ["before", "after"] as const) {
      const [started, gone, aborted] = [deferred<void>(), deferred<void>(), deferred<void>()];
      const lifetime = {
        sessionOpened: () => {},
        sessionClosed: gone.resolve,
        callStarted: () => () => {},
      } as unknown as Lifetime;
      const { port } = await serving({
        lifetime,
        answer: async (_request, call) => {
          started.resolve();
          await (asks === "after" ? gone.promise : undefined);
          if (!call.signal.aborted) {
            await new Promise((resolve) => call.signal.addEventListener("abort", resolve));
          }
          aborted.resolve();
          return {};
        },
      });
      const session = connect(`http://127.0.0.1:${port}`);
      const stream = session.request({ ":method": "POST", ":path": "/test.Echo/Say" });
      stream.on("error", () => {}).end(frame(Text, { text: "hallo" }));
      await started.promise;
      session.destroy();
      await aborted.promise;
    }
  });
});

describe("a message", () => {
  const framed = frame(Text, { text: "hallo" });

  it("may come in single bytes", async () => {
    const { port } = await serving();
    const { status: code, body } = await raw(
      port,
      "/test.Echo/Say",
      [...framed].map((byte) => Uint8Array.of(byte)),
    );
    expect([code, decode(Text, body.subarray(5)).text]).toEqual([status.OK, "hallo"]);
  });

  it("is refused beyond the limit, and the connection goes on", async () => {
    const { client } = await serving({ limit: 1000 });
    const connection = client();
    await expect(connection.call("test.Echo/Say", { text: "x".repeat(1000) })).rejects.toMatchObject({
      code: status.RESOURCE_EXHAUSTED,
    });
    expect(await connection.call("test.Echo/Say", { text: "x".repeat(990) })).toMatchObject({ text: "x".repeat(990) });
  });

  it.each([
    ["is compressed", [Uint8Array.of(1), framed.subarray(1)], status.UNIMPLEMENTED],
    ["comes twice", [framed, framed], status.UNIMPLEMENTED],
    ["is cut short", [framed.subarray(0, 8)], status.INTERNAL],
    ["is missing", [], status.INTERNAL],
    ["is no protobuf", [Uint8Array.of(0, 0, 0, 0, 2, 0x0a, 0xff)], status.INTERNAL],
  ])("that %s is refused", async (_what, chunks, code) => {
    const { port } = await serving();
    expect((await raw(port, "/test.Echo/Say", chunks)).status).toBe(code);
  });
});

describe("a streaming call", () => {
  it("sends its messages as they come, and ends", async () => {
    const stream = (await serving()).client().stream("test.Echo/Count", { count: 3 });
    const seen: number[] = [];
    stream.on("data", ({ count }: { count: number }) => seen.push(count));
    await new Promise((resolve, reject) => stream.on("end", resolve).on("error", reject));
    expect(seen).toEqual([0, 1, 2]);
  });

  it("waits for a client that is slow", async () => {
    const stream = (await serving()).client().stream("test.Echo/Count", { count: 400, text: "x".repeat(100_000) });
    let seen = 0;
    for await (const _message of stream) {
      seen++;
    }
    expect(seen).toBe(400);
  });
});

describe("mutual TLS", () => {
  const [identity, terraform, stranger] = [createIdentity(), createIdentity(), createIdentity()];
  const tls = { identity, clientCertificatePem: terraform.certificatePem };

  it("lets in the client whose certificate was announced", async () => {
    const { clientOf } = await serving({ tls });
    const client = clientOf(terraform, identity.certificatePem);
    expect(await client.call("test.Echo/Say", { text: "hallo" })).toMatchObject({ text: "hallo" });
  });

  it.each([
    ["another certificate, also for localhost", stranger],
    ["none", undefined],
  ])("refuses a client with %s before any method runs", async (_what, shown) => {
    let calls = 0;
    const answer = () => {
      calls++;
      return {};
    };
    const { clientOf, log } = await serving({ tls, answer });
    const client = clientOf(shown, identity.certificatePem);
    await expect(client.call("test.Echo/Say")).rejects.toMatchObject({ code: status.UNAVAILABLE });
    expect(calls).toBe(0);
    expect(log).toContainEqual(expect.stringContaining("refused a client"));
  });

  it("is not spoken to a client that does not trust the server's certificate", async () => {
    const { clientOf } = await serving({ tls });
    const client = clientOf(terraform, stranger.certificatePem);
    await expect(client.call("test.Echo/Say")).rejects.toMatchObject({ code: status.UNAVAILABLE });
  });
});
