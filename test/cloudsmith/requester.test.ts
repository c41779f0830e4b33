import { describe, expect, it } from "vitest";
import {
  type CloudsmithClient,
  type Credential,
  type CredentialHeader,
  mayHaveLanded,
  Pacer,
  type Wait,
} from "../../lib/cloudsmith/index.js";
import { clientOf, KEY, rejection } from "./support/client.js";
import { FastClock, HeldClock, SharedClock } from "./support/clock.js";
import { type Handler, json, serve } from "./support/server.js";

const service = { name: "ci-app", slug: "ci-app", key: "csa_x" };

/** Lets the first requests go wrong in the given ways, then answers. */
function goingWrong(...wrongs: readonly Handler[]): Handler {
  return (request, response, index) => {
    const wrong = wrongs[index];
    return wrong === undefined ? json(response, 200, service) : wrong(request, response, index);
  };
}

const failing =
  (status: number, headers: { [name: string]: string } = {}): Handler =>
  (_request, response) =>
    json(response, status, { detail: "later" }, headers);
const reset: Handler = (_request, response) => void response.socket?.resetAndDestroy();
const cut: Handler = (_request, response) => {
  response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
  response.write('{"na', () => response.socket?.destroy());
};
const halfJson: Handler = (_request, response) => {
  response.writeHead(200, { "content-type": "application/json" }).end('{"name":"ci-a');
};

const CALLS: readonly [string, (client: CloudsmithClient) => Promise<unknown>][] = [
  ["GET", (client) => client.services.get("acme", "ci-app")],
  ["PATCH", (client) => client.services.update("acme", "ci-app", {})],
  ["PUT", (client) => client.privileges.replace("acme", "prod", [])],
  ["DELETE", (client) => client.services.delete("acme", "ci-app")],
];

describe("a call", () => {
  const wrongs: readonly [string, Handler][] = [
    ["429", failing(429)],
    ["500", failing(500)],
    ["502", failing(502)],
    ["503", failing(503)],
    ["504", failing(504)],
    ["a reset", reset],
    ["an answer cut in the middle", cut],
  ];
  it.each(CALLS.flatMap(([method, call]) => wrongs.map(([name, wrong]) => [method, name, call, wrong] as const)))(
    "of %s survives %s",
    async (_method, _name, call, wrong) => {
      const server = await serve(goingWrong(wrong, wrong));

      await call(clientOf(server.url));

      expect(server.received).toHaveLength(3);
    },
  );

  it("survives JSON that was cut without anybody saying so", async () => {
    const server = await serve(goingWrong(halfJson));

    expect(await clientOf(server.url).services.get("acme", "ci-app")).toEqual(service);
  });

  it("survives a hanging answer", async () => {
    const server = await serve(goingWrong(() => undefined));
    const { HttpTransport } = await import("../../lib/cloudsmith/index.js");
    const transport = new HttpTransport({ environment: {}, answerTimeoutMs: 50 });

    expect(await clientOf(server.url, { transport }).services.get("acme", "ci-app")).toEqual(service);
  });

  it("gives up after six retries with the last error", async () => {
    const server = await serve(failing(503));
    const clock = new FastClock();

    const error = await rejection(clientOf(server.url, { clock }).services.get("acme", "ci-app"));

    expect(error).toMatchObject({ status: 503, detail: "later" });
    expect(server.received).toHaveLength(7);
    expect(clock.slept).toEqual([375, 750, 1500, 3000, 6000, 12000]);
  });

  it("may be given other ceilings", async () => {
    const server = await serve(failing(503));

    await rejection(clientOf(server.url, { retry: { retries: 1 } }).services.get("acme", "ci-app"));

    expect(server.received).toHaveLength(2);
  });

  it("logs method, path, status, duration and attempt, and nothing else", async () => {
    const server = await serve(goingWrong(failing(503)));
    const lines: unknown[] = [];

    await clientOf(server.url, { log: (...line) => lines.push(line) })
      .services.list("acme", { query: "name:x" })
      .catch(() => undefined);

    expect(lines.slice(0, 2)).toEqual([
      [
        "debug",
        "GET /orgs/acme/services/ 503",
        { method: "GET", path: "/orgs/acme/services/", status: 503, ms: 0, attempt: 1 },
      ],
      [
        "debug",
        "GET /orgs/acme/services/ 200",
        { method: "GET", path: "/orgs/acme/services/", status: 200, ms: 0, attempt: 2 },
      ],
    ]);
  });
});

describe("a POST", () => {
  const create = (client: CloudsmithClient) => client.services.create("acme", { name: "ci-app" });

  it("is sent again after 429, which looked at nothing", async () => {
    const server = await serve(goingWrong(failing(429), failing(429)));

    await create(clientOf(server.url));

    expect(server.received).toHaveLength(3);
  });

  it.each([
    ["500", failing(500)],
    ["503", failing(503, { "Retry-After": "1" })],
    ["a reset", reset],
    ["an answer cut in the middle", cut],
    ["JSON cut in the middle", halfJson],
  ] as const)("is sent once when %s leaves open whether it landed", async (_, wrong) => {
    const server = await serve(wrong);

    const error = await rejection(create(clientOf(server.url)));

    expect(mayHaveLanded(error)).toBe(true);
    expect(server.received).toHaveLength(1);
  });

  it("is sent again where the connection was refused, and did not land in the end", async () => {
    const clock = new FastClock();

    const error = await rejection(create(clientOf("http://127.0.0.1:1", { clock })));

    expect(error).toMatchObject({ code: "refused", landed: "no" });
    expect(clock.slept).toHaveLength(3);
  });
});

describe("a DELETE", () => {
  it("that finds nothing fails", async () => {
    const server = await serve((_request, response) => json(response, 404, { detail: "Not found." }));

    expect(await rejection(clientOf(server.url).services.delete("acme", "x"))).toMatchObject({ code: "not_found" });
  });

  it.each([
    ["a reset", reset],
    ["500", failing(500)],
  ] as const)("that finds nothing after %s is done: the first one did it", async (_, wrong) => {
    const server = await serve((request, response, index) =>
      index === 0 ? wrong(request, response, index) : json(response, 404, { detail: "Not found." }),
    );

    await clientOf(server.url).services.delete("acme", "x");

    expect(server.received).toHaveLength(2);
  });

  it("that meets somebody else's 404 after a reset fails: nothing says that it is gone", async () => {
    const server = await serve((request, response, index) =>
      index === 0 ? reset(request, response, index) : void response.writeHead(404).end("<html>"),
    );

    expect(await rejection(clientOf(server.url).services.delete("acme", "x"))).toMatchObject({
      code: "unexpected_answer",
      landed: "maybe",
    });
  });

  it("that finds nothing after a 429 fails: the first one did nothing", async () => {
    const server = await serve((request, response, index) =>
      index === 0 ? failing(429)(request, response, index) : json(response, 404, { detail: "Not found." }),
    );

    expect(await rejection(clientOf(server.url).services.delete("acme", "x"))).toMatchObject({ code: "not_found" });
  });
});

describe("a write that was sent again and failed", () => {
  it("may have landed, whatever the last attempt says", async () => {
    const server = await serve((request, response, index) =>
      index === 0 ? reset(request, response, index) : json(response, 422, { detail: "Invalid input." }),
    );

    const error = await rejection(clientOf(server.url).services.update("acme", "x", {}));

    expect(error).toMatchObject({ status: 422, landed: "maybe" });
  });
});

describe("401", () => {
  /** Brings another token each time the last one was refused. */
  function refreshing(): Credential & { readonly refused: CredentialHeader[] } {
    const refused: CredentialHeader[] = [];
    return {
      refused,
      header: async () => ({ name: "X-Api-Key", value: `token-${refused.length}` }),
      invalidate: (header) => void refused.push(header),
    };
  }

  it.each(["GET", "POST"])("makes a refreshing credential bring another header, once, for a %s", async (method) => {
    const server = await serve((request, response) =>
      request.headers["x-api-key"] === "token-1"
        ? json(response, 200, service)
        : json(response, 401, { detail: "Invalid token." }),
    );
    const credential = refreshing();
    const { services } = clientOf(server.url, { credential });

    await (method === "GET" ? services.get("acme", "ci-app") : services.create("acme", { name: "ci-app" }));

    expect(credential.refused).toEqual([{ name: "X-Api-Key", value: "token-0" }]);
    expect(server.received).toHaveLength(2);
  });

  it("is final when the new header is refused as well", async () => {
    const server = await serve((_request, response) => json(response, 401, { detail: "Invalid token." }));

    const error = await rejection(clientOf(server.url, { credential: refreshing() }).user.self());

    expect(error).toMatchObject({ code: "unauthorized", landed: "no" });
    expect(server.received).toHaveLength(2);
  });

  it("is final for a key", async () => {
    const server = await serve((_request, response) => json(response, 401, { detail: "Invalid token." }));

    expect(await rejection(clientOf(server.url).user.self())).toMatchObject({ code: "unauthorized" });
    expect(server.received).toHaveLength(1);
  });
});

describe("a throttled call", () => {
  it("waits as long as Retry-After asks, and tells so at once", async () => {
    const server = await serve(goingWrong(failing(429, { "Retry-After": "1800" })));
    const clock = new HeldClock();
    const waits: Wait[] = [];
    const lines: string[] = [];
    const client = clientOf(server.url, {
      clock,
      onWait: (wait) => waits.push(wait),
      log: (_, message) => lines.push(message),
    });
    const call = client.services.get("acme", "ci-app");
    await clock.somethingSleeps();

    expect(waits).toEqual([{ seconds: 1801, reason: "rate limit used up" }]);
    expect(lines).toContain("waiting 1801 s: rate limit used up");
    expect(client.waits).toEqual({ count: 1, seconds: 1801, reason: "rate limit used up" });

    clock.sleeping[0]!.wake();
    expect(await call).toEqual(service);
  });

  it("says nothing of a short pause", async () => {
    const server = await serve(goingWrong(failing(429, { "Retry-After": "1" })));
    const client = clientOf(server.url);

    await client.services.get("acme", "ci-app");

    expect(client.waits).toBeUndefined();
  });

  it("makes the others wait too, and they tell it once", async () => {
    const server = await serve(goingWrong(failing(429, { "Retry-After": "60" })));
    const clock = new HeldClock();
    const waits: Wait[] = [];
    const client = clientOf(server.url, { clock, onWait: (wait) => waits.push(wait) });
    const first = client.services.get("acme", "ci-app");
    await clock.somethingSleeps();

    const others = [1, 2, 3].map(() => client.services.get("acme", "ci-app"));
    await Promise.resolve();

    expect(server.received).toHaveLength(1);
    expect(waits).toHaveLength(1);
    while (clock.sleeping.length > 0) {
      clock.sleeping.shift()!.wake();
      await Promise.resolve();
    }
    await Promise.all([first, ...others]);
    expect(server.received).toHaveLength(5);
  });

  it("gives up when more than an hour would have to pass", async () => {
    const server = await serve(failing(429, { "Retry-After": "7200" }));

    const error = await rejection(clientOf(server.url).services.create("acme", { name: "x" }));

    expect(error).toMatchObject({ code: "throttled", landed: "no" });
    expect(server.received).toHaveLength(1);
  });

  it("gives up when an hour has passed in short pauses", async () => {
    const server = await serve(failing(429, { "Retry-After": "600" }));
    const clock = new FastClock();

    expect(await rejection(clientOf(server.url, { clock }).user.self())).toMatchObject({ code: "throttled" });
    expect(clock.slept.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(65 * 60_000);
    expect(server.received).toHaveLength(7);
  });
});

describe("three processes that do not see each other, under 1.5 requests a second with a burst of 90", () => {
  it("all finish, at about the speed that the limit allows", async () => {
    const clock = new SharedClock();
    const started = clock.now();
    const bucket = { tokens: 90, at: started };
    const server = await serve((_request, response) => {
      bucket.tokens = Math.min(90, bucket.tokens + ((clock.now() - bucket.at) / 1000) * 1.5);
      bucket.at = clock.now();
      const allowed = bucket.tokens >= 1;
      bucket.tokens -= allowed ? 1 : 0;
      const rate = {
        date: new Date(clock.now()).toUTCString(),
        "X-RateLimit-Limit": "5400",
        "X-RateLimit-Remaining": String(Math.floor(bucket.tokens)),
        "X-RateLimit-Interval": "0.667",
        "X-RateLimit-Reset": String(Math.ceil(clock.now() / 1000 + (90 - bucket.tokens) / 1.5)),
      };
      if (allowed) {
        json(response, 200, service, rate);
      } else {
        const seconds = String(Math.ceil((1 - bucket.tokens) / 1.5));
        json(response, 429, { detail: "Request was throttled." }, { ...rate, "Retry-After": seconds });
      }
    });
    let finished = 0;
    const workers = [1, 2, 3].flatMap(() => {
      const client = clientOf(server.url, { clock, random: Math.random });
      return Array.from({ length: 10 }, () => async () => {
        for (let call = 0; call < 13; call += 1) {
          await client.services.get("acme", "ci-app");
          finished += 1;
        }
      });
    });

    await clock.run(workers);

    expect(finished).toBe(390);
    const seconds = (clock.now() - started) / 1000;
    // 300 requests beyond the burst need 200 s; what is above it was lost in pauses.
    expect(seconds).toBeGreaterThanOrEqual(199);
    expect(seconds).toBeLessThan(300);
  });
});

describe("a signal", () => {
  it("ends a pause between retries of a read", async () => {
    const server = await serve(failing(503));
    const clock = new HeldClock();
    const stop = new AbortController();
    const call = rejection(clientOf(server.url, { clock }).services.get("acme", "x", { signal: stop.signal }));
    await clock.somethingSleeps();

    stop.abort();

    expect(await call).toMatchObject({ code: "aborted", landed: "no" });
  });

  it("ends a pause between retries of a write, which may have landed before", async () => {
    const server = await serve(reset);
    const clock = new HeldClock();
    const stop = new AbortController();
    const call = rejection(clientOf(server.url, { clock }).services.update("acme", "x", {}, { signal: stop.signal }));
    await clock.somethingSleeps();

    stop.abort();

    expect(await call).toMatchObject({ code: "aborted", landed: "maybe" });
    expect(server.received).toHaveLength(1);
  });

  it("ends the wait for the rate limit", async () => {
    const server = await serve(failing(429, { "Retry-After": "1800" }));
    const clock = new HeldClock();
    const stop = new AbortController();
    const call = rejection(
      clientOf(server.url, { clock }).services.create("acme", { name: "x" }, { signal: stop.signal }),
    );
    await clock.somethingSleeps();

    stop.abort();

    expect(await call).toMatchObject({ code: "aborted", landed: "no" });
  });

  it("that aborted before lets nothing be sent", async () => {
    const server = await serve(goingWrong());
    const { services } = clientOf(server.url);

    for (const call of [
      services.get("acme", "x", { signal: AbortSignal.abort() }),
      services.delete("acme", "x", { signal: AbortSignal.abort() }),
    ]) {
      expect(await rejection(call)).toMatchObject({ code: "aborted", landed: "no" });
    }
    expect(server.received).toEqual([]);
  });

  it("does not end a write on its way, but the retries after it", async () => {
    const stop = new AbortController();
    const server = await serve((_request, response) => {
      stop.abort();
      setImmediate(() => json(response, 503, { detail: "later" }));
    });

    const error = await rejection(clientOf(server.url).services.update("acme", "x", {}, { signal: stop.signal }));

    expect(error).toMatchObject({ code: "aborted", landed: "maybe" });
    expect(server.received).toHaveLength(1);
  });

  it("does not end a write on its way whose answer is good", async () => {
    const stop = new AbortController();
    const server = await serve((_request, response) => {
      stop.abort();
      setImmediate(() => json(response, 200, service));
    });

    expect(await clientOf(server.url).services.create("acme", { name: "x" }, { signal: stop.signal })).toEqual(service);
  });
});

describe("one signal for many requests at once", () => {
  it("is not taken for a leak", async () => {
    const server = await serve(goingWrong());
    const { services } = clientOf(server.url);
    const { signal } = new AbortController();
    const warnings: Error[] = [];
    const listener = (warning: Error): void => void warnings.push(warning);
    process.on("warning", listener);

    await Promise.all(Array.from({ length: 20 }, () => services.get("acme", "x", { signal })));
    await new Promise(setImmediate);

    process.off("warning", listener);
    expect(warnings).toEqual([]);
  });
});

describe("a cap on requests at once", () => {
  it("is kept, and those who wait can give up", async () => {
    let now = 0;
    let most = 0;
    const held: (() => void)[] = [];
    const arrived: (() => void)[] = [];
    const server = await serve((_request, response) => {
      now += 1;
      most = Math.max(most, now);
      held.push(() => {
        now -= 1;
        json(response, 200, service);
      });
      arrived.shift()?.();
    });
    const bothThere = Promise.all([1, 2].map(() => new Promise<void>((resolve) => arrived.push(resolve))));
    const { services } = clientOf(server.url, { concurrency: 2 });
    const calls = [1, 2, 3].map(() => services.get("acme", "x"));
    const stop = new AbortController();
    const given = rejection(services.get("acme", "x", { signal: stop.signal }));
    await bothThere;

    stop.abort();
    expect(await given).toMatchObject({ code: "aborted" });
    const last = new Promise<void>((resolve) => arrived.push(resolve));
    held.shift()!();
    await last;
    for (const answer of held) {
      answer();
    }
    await Promise.all(calls);

    expect(most).toBe(2);
    expect(server.received).toHaveLength(3);
  });
});

describe("the pacer of a process", () => {
  it("is shared by its clients of one host", async () => {
    const server = await serve(goingWrong(failing(429, { "Retry-After": "60" })));
    const clock = new HeldClock();
    const pacing = { authenticated: new Pacer(clock), anonymous: new Pacer(clock) };
    const first = clientOf(server.url, { clock, pacing })
      .user.self()
      .catch(() => undefined);
    await clock.somethingSleeps();

    const second = clientOf(server.url, {
      clock,
      pacing,
      credential: { header: async () => ({ name: "X-Api-Key", value: KEY }) },
    })
      .user.self()
      .catch(() => undefined);
    await Promise.resolve();

    expect(server.received).toHaveLength(1);
    for (const sleeper of clock.sleeping) {
      sleeper.wake();
    }
    await Promise.all([first, second]);
    expect(server.received).toHaveLength(3);
  });
});
