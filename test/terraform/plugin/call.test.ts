/** What a request asks for is done exactly once, however it comes and whatever becomes of its connection. */
import { once } from "node:events";
import { type ClientHttp2Session, type ClientHttp2Stream, connect } from "node:http2";
import type { AddressInfo, Socket } from "node:net";
import { Duplex } from "node:stream";
import { setImmediate as turn } from "node:timers/promises";
import * as fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { createIdentity } from "../../../lib/terraform/plugin/certificate.js";
import { GrpcCall } from "../../../lib/terraform/plugin/grpc/call.js";
import type { Methods } from "../../../lib/terraform/plugin/grpc/method.js";
import { GrpcServer } from "../../../lib/terraform/plugin/grpc/server.js";
import { Connection } from "../../../lib/terraform/plugin/http2/connection.js";
import { FLAG, FRAME, frame, numbers } from "../../../lib/terraform/plugin/http2/frames.js";
import { encodeHeaders } from "../../../lib/terraform/plugin/http2/hpack.js";
import type { Lifetime } from "../../../lib/terraform/plugin/lifetime.js";

const PREFACE = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
const PATH = "/test.Echo/Say";
const CANCEL = 8;
const { endHeaders: END_HEADERS, endStream: END, padded: PADDED, priority: PRIORITY } = FLAG;

/** A message with gRPC's prefix: its number, then as many bytes as asked for. */
function message(id: number, size: number): Buffer {
  const bytes = Buffer.alloc(5 + 4 + size, id);
  bytes[0] = 0;
  bytes.writeUInt32BE(4 + size, 1);
  bytes.writeUInt32BE(id, 5);
  return bytes;
}

/** Counts what is begun and what is over, and wakes who waits for a state. */
class Ledger {
  readonly done: number[] = [];
  begun = 0;
  over = 0;
  sessions = 0;
  closed = 0;
  readonly errors: unknown[] = [];
  readonly #waiting = new Set<() => void>();

  readonly lifetime = {
    sessionOpened: () => this.#count(() => this.sessions++),
    sessionClosed: () => this.#count(() => this.closed++),
    callStarted: () => {
      this.begun++;
      let over = false;
      return () => {
        this.#count(() => {
          this.over += over ? 0 : 1;
          over = true;
        });
      };
    },
  } as unknown as Lifetime;

  /** The one method: it takes some turns of the event loop, as many as its message says by its length. */
  readonly methods: Methods = new Map([
    [
      PATH,
      {
        answer: async (request: Uint8Array) => {
          const bytes = Buffer.from(request);
          const id = bytes.readUInt32BE(0);
          for (let turns = request.length % 3; turns > 0; turns--) {
            await turn();
          }
          this.#count(() => this.done.push(id));
          expect(bytes.equals(message(id, bytes.length - 4).subarray(5))).toBe(true);
          return message(id, 0);
        },
      },
    ],
  ]);

  async until(state: () => boolean): Promise<void> {
    while (!state()) {
      await new Promise<void>((resolve) => {
        this.#waiting.add(resolve);
      });
    }
  }

  #count(change: () => void): void {
    change();
    for (const wake of this.#waiting) {
      wake();
    }
    this.#waiting.clear();
  }
}

/** A socket without a network: what it is given arrives at once, and what is written leaves a turn later, or never. */
class Wire extends Duplex {
  constructor(private readonly stuck: boolean) {
    super();
  }
  override _read(): void {}
  override _write(_chunk: unknown, _encoding: unknown, written: (error?: Error | null) => void): void {
    if (!this.stuck) {
      setImmediate(written);
    }
  }
}

interface Asked {
  readonly size: number;
  /** Bytes of the message in each frame of data. */
  readonly frames: number;
  readonly padding: number;
  readonly priority: boolean;
  /** Pieces of the headers. */
  readonly pieces: number;
  readonly end: "with data" | "empty data" | "trailers" | "never";
  readonly reset: boolean;
}

const asked: fc.Arbitrary<Asked> = fc.record({
  size: fc.oneof(fc.nat(20), fc.nat(40_000)),
  frames: fc.constantFrom(1, 2, 7),
  padding: fc.oneof(fc.constant(0), fc.nat(255)),
  priority: fc.boolean(),
  pieces: fc.integer({ min: 1, max: 3 }),
  end: fc.constantFrom("with data", "with data", "empty data", "trailers", "never"),
  reset: fc.nat(4).map((one) => one === 0),
});

function padded(type: number, flags: number, id: number, payload: Buffer, padding: number): Buffer {
  return padding === 0
    ? frame(type, flags, id, payload)
    : frame(type, flags | PADDED, id, Buffer.concat([Buffer.of(padding), payload, Buffer.alloc(padding)]));
}

/** The bytes of a request, piece by piece as they may be mixed with others', and which of them completes it. */
function pieces(id: number, { size, frames, padding, priority, pieces: count, end, reset }: Asked) {
  const headers = encodeHeaders([
    [":method", "POST"],
    [":path", PATH],
  ]);
  const cut = Math.ceil(headers.length / count);
  const blocks = Array.from({ length: count }, (_none, at) => headers.subarray(at * cut, (at + 1) * cut));
  const head = blocks.map((block, at) => {
    const last = at === blocks.length - 1 ? END_HEADERS : 0;
    return at > 0
      ? frame(FRAME.continuation, last, id, block)
      : padded(
          FRAME.headers,
          last | (priority ? PRIORITY : 0),
          id,
          priority ? Buffer.concat([Buffer.from([0, 0, 0, 0, 9]), block]) : block,
          0,
        );
  });
  const sent: Buffer[] = [Buffer.concat(head)];
  const body = message(id, size);
  const step = Math.min(16_000, Math.ceil(body.length / frames));
  for (let at = 0; at < body.length; at += step) {
    const last = at + step >= body.length && end === "with data";
    sent.push(padded(FRAME.data, last ? END : 0, id, body.subarray(at, at + step), padding));
  }
  if (end === "empty data") {
    sent.push(padded(FRAME.data, END, id, Buffer.alloc(0), padding));
  } else if (end === "trailers") {
    sent.push(frame(FRAME.headers, END_HEADERS | END, id, encodeHeaders([["x-trailer", "1"]])));
  }
  const complete = end === "never" ? undefined : sent.at(-1);
  return { complete, sent: reset ? [...sent, numbers(FRAME.resetStream, id, CANCEL)] : sent };
}

describe("a request, however its bytes come,", () => {
  it("is answered once if it came whole, and never if it did not, whether its connection ends or breaks", async () => {
    const property = fc.asyncProperty(
      fc.array(asked, { minLength: 1, maxLength: 6 }),
      fc.array(fc.nat(1_000), { maxLength: 40 }),
      fc.array(fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 30_000 })), { maxLength: 15 }),
      fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(50_000) }),
      fc.constantFrom("ends", "breaks", "lives on"),
      fc.boolean(),
      async (requests, order, cutPairs, missing, fate, stuck) => {
        // Requests begin in the order of their numbers; after that their frames are mixed.
        const parts = requests.map((request, index) => pieces(2 * index + 1, request));
        const queues = parts.map(({ sent }) => [...sent]);
        const opened = queues.map((queue) => queue.shift() as Buffer);
        const rest: Buffer[] = [];
        for (let at = 0; queues.some((queue) => queue.length > 0); at++) {
          const going = queues.filter((queue) => queue.length > 0);
          rest.push(going[(order[at % order.length] ?? at) % going.length]?.shift() as Buffer);
        }
        const all = [PREFACE, ...opened, ...rest];
        const stream = Buffer.concat(all);
        const arrived = stream.subarray(0, Math.max(0, stream.length - missing));
        const endOf = (piece: Buffer): number => Buffer.concat(all.slice(0, all.indexOf(piece) + 1)).length;
        const whole = parts.flatMap(({ complete }, index) =>
          complete !== undefined && endOf(complete) <= arrived.length ? [2 * index + 1] : [],
        );

        const ledger = new Ledger();
        const wire = new Wire(stuck);
        new Connection(wire as unknown as Socket, {
          onStream: (one) =>
            new GrpcCall(one, PATH, Promise.resolve(ledger.methods), {
              lifetime: ledger.lifetime,
              onError: (error) => ledger.errors.push(error),
            }),
          onError: () => {},
          onClose: ledger.lifetime.sessionClosed.bind(ledger.lifetime),
        });
        await turn();
        const cuts = cutPairs.flat();
        for (let from = 0, cut = 0; from < arrived.length; cut++) {
          const size = cuts[cut % cuts.length] ?? arrived.length;
          wire.push(arrived.subarray(from, from + size));
          from += size;
        }
        if (fate === "lives on") {
          await ledger.until(() => ledger.done.length >= whole.length);
        }
        if (fate === "breaks") {
          wire.destroy(new Error("read ECONNRESET"));
        } else {
          wire.push(null);
        }
        await ledger.until(() => ledger.closed > 0 && ledger.over >= ledger.begun);
        expect(ledger.done.sort((a, b) => a - b)).toEqual(whole);
        expect([ledger.closed, ledger.over, ledger.errors]).toEqual([1, ledger.begun, []]);
      },
    );
    await fc.assert(property, { numRuns: 150 });
  });
});

const [identity, terraform] = [createIdentity(), createIdentity()];

describe.each([
  ["plain text", undefined],
  ["mutual TLS", { identity, clientCertificatePem: terraform.certificatePem }],
])("the requests of node:http2 in %s", (_name, tls) => {
  const cleanUps: (() => unknown)[] = [];
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) {
      await cleanUp();
    }
  });

  async function serving() {
    const ledger = new Ledger();
    const server = new GrpcServer({
      methods: async () => ledger.methods,
      tls,
      log: (_level, text) => ledger.errors.push(text),
      lifetime: ledger.lifetime,
    });
    const { port } = (await server.listen({ host: "127.0.0.1", port: 0 })) as AddressInfo;
    cleanUps.push(() => server.close());
    const session = (): ClientHttp2Session => {
      const one = connect(`${tls ? "https" : "http"}://127.0.0.1:${port}`, {
        servername: "localhost",
        ca: identity.certificatePem,
        cert: terraform.certificatePem,
        key: terraform.privateKeyPem,
      });
      cleanUps.push(() => one.destroy());
      return one.on("error", () => {});
    };
    return { ledger, session };
  }

  function ask(session: ClientHttp2Session): ClientHttp2Stream {
    const stream = session.request({ ":method": "POST", ":path": PATH, "content-type": "application/grpc" });
    return stream.on("error", () => {}).resume();
  }

  const status = async (stream: ClientHttp2Stream): Promise<unknown> => {
    const [trailers] = await once(stream, "trailers");
    return trailers["grpc-status"];
  };

  it("are all answered, hundreds at once, beside others that are given up at any point", async () => {
    const { ledger, session } = await serving();
    const client = session();
    const kept: Promise<unknown>[] = [];
    const ids: number[] = [];
    for (let id = 1; id <= 400; id++) {
      const stream = ask(client);
      const body = message(id, (id * 37) % 3_000);
      if (id % 4 === 0) {
        stream.write(body.subarray(0, id % body.length));
        stream.close(CANCEL);
      } else if (id % 4 === 1) {
        stream.end(body);
        stream.close(CANCEL);
      } else {
        ids.push(id);
        kept.push(status(stream));
        stream.end(body);
      }
    }
    expect(new Set(await Promise.all(kept))).toEqual(new Set(["0"]));
    client.close();
    await ledger.until(() => ledger.closed === 1 && ledger.over === ledger.begun);
    expect(new Set(ledger.done).size).toBe(ledger.done.length);
    expect(ledger.done.filter((id) => ids.includes(id)).sort((a, b) => a - b)).toEqual(ids);
    expect(ledger.done.filter((id) => id % 4 === 0)).toEqual([]);
  });

  it("are answered when the client says good-bye right after them", async () => {
    const { ledger, session } = await serving();
    const client = session();
    await once(client, "connect");
    const statuses = Array.from({ length: 50 }, (_none, index) => {
      const stream = ask(client);
      stream.end(message(index + 1, 100));
      return status(stream);
    });
    client.close();
    expect(new Set(await Promise.all(statuses))).toEqual(new Set(["0"]));
    await once(client, "close");
    expect(ledger.done.length).toBe(50);
  });

  it("are done at most once when the client is gone at once, and others are served", async () => {
    const { ledger, session } = await serving();
    for (let round = 0; round < 20; round++) {
      const client = session();
      await once(client, "connect");
      for (let id = 1; id <= 10; id++) {
        ask(client).end(message(100 * round + id, id * 500));
      }
      // Before anything has left, while it leaves, and after that.
      for (let turns = round % 4; turns > 0; turns--) {
        await turn();
      }
      client.destroy();
    }
    const last = ask(session());
    last.end(message(9_999, 0));
    expect(await status(last)).toBe("0");
    await ledger.until(() => ledger.closed === ledger.sessions - 1 && ledger.over >= ledger.begun - 1);
    expect(new Set(ledger.done).size).toBe(ledger.done.length);
    expect(ledger.done).toContain(9_999);
  });
});
