import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import * as fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { Connection } from "../../../../lib/terraform/plugin/http2/connection.js";
import { ERROR } from "../../../../lib/terraform/plugin/http2/error.js";
import {
  FLAG,
  FRAME,
  type Frame,
  FrameCutter,
  frame,
  LARGEST_FRAME,
  numbers,
  settingsFrame,
} from "../../../../lib/terraform/plugin/http2/frames.js";
import { encodeHeaders } from "../../../../lib/terraform/plugin/http2/hpack.js";
import { Stream } from "../../../../lib/terraform/plugin/http2/stream.js";

const PREFACE = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
const POST = encodeHeaders([
  [":method", "POST"],
  [":path", "/x"],
]);
const { endHeaders: END_HEADERS, endStream: END, padded: PADDED, priority: PRIORITY, ack: ACK } = FLAG;
const NOTHING = Buffer.alloc(0);

const cleanUps: (() => unknown)[] = [];
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) {
    cleanUp();
  }
});

const STATUS_200 = Buffer.of(0x88);
const TRAILERS = encodeHeaders([["grpc-status", "0"]]);

/** A server that answers each request with its own body, and a client that speaks in frames. */
async function speaking(answer = (body: Buffer): Buffer => body) {
  const events: string[] = [];
  const server = createServer((socket) => {
    const connection = new Connection(socket, {
      onStream: (stream: Stream) => {
        const body: Buffer[] = [];
        return {
          data: (chunk) => body.push(Buffer.from(chunk)),
          end: () => {
            stream.respond(STATUS_200);
            stream.write(answer(Buffer.concat(body)));
            stream.end(TRAILERS);
          },
          closed: (aborted) => events.push(aborted ? `aborted ${stream.id}` : `answered ${stream.id}`),
        };
      },
      onError: (error) => events.push(error.message),
      onClose: () => events.push("closed"),
    });
    cleanUps.push(() => connection.destroy());
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  cleanUps.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  const socket: Socket = connect(port, "127.0.0.1");
  cleanUps.push(() => socket.destroy());
  const frames: Frame[] = [];
  const cutter = new FrameCutter();
  cutter.push(PREFACE, () => {});
  const waiting = new Set<() => void>();
  socket.on("data", (chunk) => {
    cutter.push(chunk, (one) => frames.push({ ...one, payload: Buffer.from(one.payload) }));
    for (const wake of waiting) {
      wake();
    }
  });
  socket.on("error", () => {});
  const until = async (found: () => boolean): Promise<void> => {
    while (!found()) {
      await new Promise<void>((resolve) => {
        waiting.add(resolve);
      });
    }
  };
  socket.write(PREFACE);
  return {
    port,
    socket,
    events,
    frames,
    until,
    ended: (): Promise<unknown> => (socket.closed ? Promise.resolve() : once(socket, "close")),
    send: (...sent: readonly Buffer[]) => socket.write(Buffer.concat(sent)),
    of: (stream: number, type: number) => frames.filter((one) => one.stream === stream && one.type === type),
    body: (stream: number) =>
      Buffer.concat(frames.filter((one) => one.stream === stream && one.type === FRAME.data).map((one) => one.payload)),
    answered: (stream: number) =>
      until(() => frames.some((one) => one.stream === stream && one.type === FRAME.headers && (one.flags & END) !== 0)),
  };
}

const request = (stream: number): Buffer => frame(FRAME.headers, END_HEADERS, stream, POST);
const data = (stream: number, text: string, flags: number = END): Buffer =>
  frame(FRAME.data, flags, stream, Buffer.from(text));

describe("a connection", () => {
  it("answers requests whose headers and bodies come in any pieces", async () => {
    const client = await speaking();
    const [begin, middle, end] = [POST.subarray(0, 3), POST.subarray(3, 9), POST.subarray(9)];
    client.send(
      frame(FRAME.headers, 0, 1, begin),
      frame(FRAME.continuation, 0, 1, middle),
      frame(FRAME.continuation, END_HEADERS, 1, end),
      data(1, "one ", 0),
      frame(
        FRAME.headers,
        END_HEADERS | PADDED | PRIORITY,
        3,
        Buffer.concat([Buffer.of(2, 0, 0, 0, 0, 9), POST, Buffer.alloc(2)]),
      ),
      frame(FRAME.data, PADDED | END, 3, Buffer.from("\x03three\0\0\0")),
      data(1, "and one"),
    );
    await Promise.all([client.answered(1), client.answered(3)]);
    expect([client.body(1).toString(), client.body(3).toString()]).toEqual(["one and one", "three"]);
  });

  it("answers settings and pings, and takes no notice of what it does not know", async () => {
    const client = await speaking();
    client.send(
      settingsFrame([[99, 1]]),
      frame(FRAME.ping, 0, 0, Buffer.from("12345678")),
      frame(FRAME.ping, ACK, 0, Buffer.from("87654321")),
      frame(FRAME.settings, ACK, 0, NOTHING),
      frame(FRAME.priority, 0, 5, Buffer.alloc(5)),
      frame(FRAME.goAway, 0, 0, Buffer.alloc(8)),
      frame(77, 0, 0, NOTHING),
      numbers(FRAME.windowUpdate, 1, 5),
      numbers(FRAME.resetStream, 1, 8),
      request(1),
      data(1, "still here"),
    );
    await client.answered(1);
    expect(client.body(1).toString()).toBe("still here");
    expect(client.of(0, FRAME.settings).map(({ flags }) => flags)).toEqual([0, ACK]);
    expect(client.of(0, FRAME.ping)).toMatchObject([{ flags: ACK, payload: Buffer.from("12345678") }]);
  });

  it("ends a request with its trailers", async () => {
    const client = await speaking();
    client.send(request(1), data(1, "body", 0), frame(FRAME.headers, END_HEADERS | END, 1, POST));
    await client.answered(1);
    expect(client.body(1).toString()).toBe("body");
  });

  it("tells its streams that their answers left, or that the client has", async () => {
    const client = await speaking();
    client.send(request(1), data(1, "one"), request(3), data(3, "three", 0), request(5));
    await client.answered(1);
    client.send(numbers(FRAME.resetStream, 3, 8), frame(FRAME.ping, 0, 0, Buffer.alloc(8)));
    await client.until(() => client.of(0, FRAME.ping).length > 0);
    expect(client.events).toEqual(["answered 1", "aborted 3"]);
    client.socket.end();
    await client.ended();
    expect(client.events).toEqual(["answered 1", "aborted 3", "aborted 5", "closed"]);
  });
});

describe("an answer", () => {
  it("waits for the room that the client gives its stream", async () => {
    const client = await speaking();
    client.send(settingsFrame([[4, 10]]), request(1), data(1, "x".repeat(25)), request(3), data(3, "small"));
    await client.answered(3);
    expect(client.of(1, FRAME.data).map(({ payload }) => payload.length)).toEqual([10]);
    client.send(numbers(FRAME.windowUpdate, 1, 14));
    await client.until(() => client.body(1).length === 24);
    // One more byte for every stream there is, and for those to come.
    client.send(settingsFrame([[4, 11]]));
    await client.answered(1);
    expect(client.of(1, FRAME.data).map(({ payload }) => payload.length)).toEqual([10, 14, 1]);
  });

  it("waits for the room that all answers share, and is cut into frames that the client takes", async () => {
    const client = await speaking((body) => Buffer.alloc(Number(body), 7));
    client.send(settingsFrame([[4, 2 ** 31 - 1]]), request(1), data(1, "100000"), request(3), data(3, "1000"));
    await client.until(() => client.body(1).length === 65_535);
    expect(Math.max(...client.of(1, FRAME.data).map(({ payload }) => payload.length))).toBe(LARGEST_FRAME);
    client.send(numbers(FRAME.windowUpdate, 0, 1_000_000));
    await Promise.all([client.answered(1), client.answered(3)]);
    expect([client.body(1).length, client.body(3).length]).toEqual([100_000, 1_000]);
  });

  it("may be empty where there is no room at all", async () => {
    const client = await speaking();
    client.send(settingsFrame([[4, 0]]), request(1), data(1, ""));
    await client.answered(1);
    expect(client.body(1).length).toBe(0);
  });

  it("may be empty where the client took back more room than there was", () => {
    const written: Buffer[] = [];
    const write = (bytes: Uint8Array) => written.push(Buffer.from(bytes));
    const line = { room: 100, largestFrame: LARGEST_FRAME, write, waiting: () => {}, answered: () => {} };
    const stream = new Stream(1, line, 5);
    stream.write(Buffer.from("12345"));
    stream.addRoom(-5);
    stream.write(NOTHING);
    expect(Buffer.concat(written)).toEqual(Buffer.concat([data(1, "12345", 0), data(1, "", 0)]));
    stream.write(Buffer.from("6"));
    stream.addRoom(5);
    expect(line.room).toBe(95);
    stream.addRoom(1);
    expect([line.room, written.at(-1)?.toString()]).toEqual([94, "6"]);
  });

  it("is forgotten when its client gives it up while it waits", async () => {
    const client = await speaking();
    client.send(settingsFrame([[4, 10]]), request(1), data(1, "x".repeat(25)));
    await client.until(() => client.body(1).length === 10);
    client.send(numbers(FRAME.resetStream, 1, 8), numbers(FRAME.windowUpdate, 1, 100), request(3), data(3, "three"));
    await client.answered(3);
    expect([client.body(1).length, client.events[0]]).toEqual([10, "aborted 1"]);
  });
});

describe("a request", () => {
  it("is given more room as it comes", async () => {
    const client = await speaking((body) => Buffer.from(String(body.length)));
    const piece = "x".repeat(LARGEST_FRAME);
    client.send(request(1));
    const pieces = 600;
    for (let sent = 0; sent < pieces; sent++) {
      client.send(data(1, piece, 0));
    }
    client.send(data(1, ""));
    await client.answered(1);
    expect(client.body(1).toString()).toBe(String(pieces * LARGEST_FRAME));
    const given = (stream: number) =>
      client.of(stream, FRAME.windowUpdate).reduce((sum, { payload }) => sum + payload.readUInt32BE(0), 0);
    expect(given(1)).toBeGreaterThan(pieces * LARGEST_FRAME - 1024 * 1024);
    expect(given(0)).toBeGreaterThan(pieces * LARGEST_FRAME - 8 * 1024 * 1024);
  });
});

describe("a client that breaks the protocol", () => {
  it.each<[string, number, Buffer[]]>([
    ["a frame that is too long", ERROR.frameSize, [frame(FRAME.data, 0, 1, Buffer.alloc(LARGEST_FRAME + 1))]],
    ["data for no request", ERROR.protocol, [data(1, "x")]],
    ["data for the connection", ERROR.protocol, [data(0, "x")]],
    ["data after the end", ERROR.protocol, [settingsFrame([[4, 0]]), request(1), data(1, "x"), data(1, "y")]],
    [
      "trailers after the end",
      ERROR.protocol,
      [settingsFrame([[4, 0]]), request(1), data(1, "x"), frame(FRAME.headers, END_HEADERS | END, 1, POST)],
    ],
    ["headers for the connection", ERROR.protocol, [request(0)]],
    ["a stream with an even number", ERROR.protocol, [request(2)]],
    ["headers that are interrupted", ERROR.protocol, [frame(FRAME.headers, 0, 1, POST), data(1, "x")]],
    ["headers that never began", ERROR.protocol, [frame(FRAME.continuation, END_HEADERS, 1, POST)]],
    ["headers that cannot be read", ERROR.compression, [frame(FRAME.headers, END_HEADERS, 1, Buffer.of(0xbf))]],
    [
      "headers without end",
      ERROR.enhanceYourCalm,
      [
        frame(FRAME.headers, 0, 1, Buffer.alloc(LARGEST_FRAME)),
        ...Array.from({ length: 4 }, () => frame(FRAME.continuation, 0, 1, Buffer.alloc(LARGEST_FRAME))),
      ],
    ],
    ["padding beyond the frame", ERROR.protocol, [request(1), frame(FRAME.data, PADDED, 1, Buffer.of(1))]],
    ["a window opened by nothing", ERROR.protocol, [numbers(FRAME.windowUpdate, 0, 0)]],
    ["a window opened too far", ERROR.flowControl, [numbers(FRAME.windowUpdate, 0, 2 ** 31 - 1)]],
    ["a stream's window opened too far", ERROR.flowControl, [request(1), numbers(FRAME.windowUpdate, 1, 2 ** 31 - 1)]],
    ["a first window too large", ERROR.flowControl, [settingsFrame([[4, 2 ** 31]])]],
    ["frames too short to ask for", ERROR.protocol, [settingsFrame([[5, LARGEST_FRAME - 1]])]],
    ["frames too long to ask for", ERROR.protocol, [settingsFrame([[5, 2 ** 24]])]],
    ["settings that are cut short", ERROR.frameSize, [frame(FRAME.settings, 0, 0, Buffer.alloc(5))]],
    ["a ping of seven bytes", ERROR.frameSize, [frame(FRAME.ping, 0, 0, Buffer.alloc(7))]],
    ["a promise", ERROR.protocol, [frame(FRAME.pushPromise, END_HEADERS, 1, POST)]],
  ])("by %s is told so, and goes", async (_what, code, sent) => {
    const client = await speaking();
    client.send(...sent);
    await client.ended();
    expect(client.of(0, FRAME.goAway).map(({ payload }) => payload.readUInt32BE(4))).toEqual([code]);
    expect(client.events).toContainEqual("closed");
  });

  it("by speaking something else is told so, and goes", async () => {
    const server = await speaking();
    const other = connect(server.port, "127.0.0.1");
    const seen: Buffer[] = [];
    other.on("data", (chunk) => seen.push(chunk)).write("GET / HTTP/1.1\r\n\r\n");
    await once(other, "close");
    expect(server.events).toContainEqual("the client does not speak HTTP/2");
    expect(Buffer.concat(seen).subarray(-4).readUInt32BE()).toBe(ERROR.protocol);
  });
});

describe("frames", () => {
  it("are the same wherever the bytes are cut", () => {
    const sent = Buffer.concat([PREFACE, request(1), data(1, "one"), settingsFrame([[4, 1]]), data(3, "x".repeat(70))]);
    const whole = cut([sent]);
    expect(whole.map(({ type, stream }) => [type, stream])).toEqual([
      [FRAME.headers, 1],
      [FRAME.data, 1],
      [FRAME.settings, 0],
      [FRAME.data, 3],
    ]);
    fc.assert(
      fc.property(fc.array(fc.nat(sent.length)), (places) => {
        const ends = [...places.sort((a, b) => a - b), sent.length];
        expect(cut(ends.map((end, index) => sent.subarray(ends[index - 1] ?? 0, end)))).toEqual(whole);
      }),
    );
  });

  function cut(chunks: readonly Buffer[]): Frame[] {
    const cutter = new FrameCutter();
    const frames: Frame[] = [];
    for (const chunk of chunks) {
      cutter.push(chunk, (one) => frames.push({ ...one, payload: Buffer.from(one.payload) }));
    }
    return frames;
  }
});
