import { describe, expect, it } from "vitest";
import { RATE_LIMIT_WAIT, rateLimitWait } from "../../lib/cloudsmith/index.js";
import { clientOf, rejection } from "./support/client.js";
import { FastClock } from "./support/clock.js";
import { type Handler, json, serve } from "./support/server.js";

const START = Date.UTC(2026, 8, 1);
const SELF = { authenticated: true, slug: "owner", name: "Owner", email: "owner@example.com", slug_perm: "p" };

const throttled =
  (headers: { readonly [name: string]: string } = {}): Handler =>
  (_request, response) =>
    json(response, 429, { detail: "Request was throttled." }, headers);

const minutes = (many: number): number => many * 60_000;

describe("a client that waits for the rate limit up to a moment", () => {
  it("waits for what ends before it", async () => {
    const server = await serve((request, response, index) =>
      index === 0 ? throttled({ "Retry-After": "599" })(request, response, index) : json(response, 200, SELF),
    );
    const clock = new FastClock();

    await clientOf(server.url, { clock, waitUntil: START + minutes(10) }).user.self();

    expect(clock.slept).toEqual([599_500]);
  });

  it("fails at once where it would have to wait longer, and says until when", async () => {
    const server = await serve(throttled({ "Retry-After": "600" }));
    const clock = new FastClock();
    const error = await rejection(clientOf(server.url, { clock, waitUntil: START + minutes(10) }).user.self());

    expect(error).toMatchObject({
      code: "throttled",
      message: expect.stringContaining(
        "The rate limit is used up until 2026-09-01 00:10:00 UTC: try again then, or with fewer processes at once.",
      ),
    });
    expect(clock.slept).toEqual([]);
  });

  it("asks no more once it knows, and says the same for what was not sent", async () => {
    const server = await serve(throttled({ "Retry-After": "3600" }));
    const client = clientOf(server.url, { waitUntil: START + minutes(10) });
    await rejection(client.user.self());

    const errors = await Promise.all([1, 2, 3].map(() => rejection(client.services.get("acme", "ci-app"))));

    expect(server.received).toHaveLength(1);
    for (const error of errors) {
      expect(error).toMatchObject({
        code: "throttled",
        landed: "no",
        message: expect.stringMatching(/was not sent.*used up until 2026-09-01 01:00:00 UTC/),
      });
    }
  });

  it("counts all its pauses together", async () => {
    const server = await serve(throttled({ "Retry-After": "240" }));
    const clock = new FastClock();
    const client = clientOf(server.url, { clock, waitUntil: START + minutes(10) });

    expect(await rejection(client.user.self())).toMatchObject({ code: "throttled" });
    expect(await rejection(client.user.self())).toMatchObject({ code: "throttled" });

    expect(clock.now() - START).toBeLessThanOrEqual(minutes(10));
    expect(server.received).toHaveLength(3);
  });

  it("does not sit out a limit that is nearly used up, either", async () => {
    const clock = new FastClock();
    const server = await serve((_request, response, index) => {
      const headers = {
        date: new Date(clock.now()).toUTCString(),
        "X-RateLimit-Remaining": "0",
        "X-RateLimit-Reset": String(START / 1000 + 3600),
      };
      const [status, body] = index === 0 ? [200, SELF] : [429, { detail: "Request was throttled." }];
      json(response, status, body, headers);
    });
    const client = clientOf(server.url, { clock, waitUntil: START + minutes(10) });
    await client.user.self();

    const error = await rejection(client.user.self());

    // the answer's own clock knows whole seconds
    expect(error).toMatchObject({ message: expect.stringMatching(/used up until 2026-09-01 01:00:0[01] UTC/) });
    expect(server.received.length).toBeLessThan(60);
    expect(clock.now() - START).toBeLessThanOrEqual(minutes(10));
  });

  it("says no moment where the answer says none, or one beyond all dates", async () => {
    const waitUntil = START;
    const untold = await serve(throttled());
    expect(await rejection(clientOf(untold.url, { waitUntil }).user.self())).toMatchObject({
      message: expect.stringContaining("The rate limit is used up: try again later"),
    });
    const far = await serve(throttled({ "Retry-After": "9e15" }));
    expect(await rejection(clientOf(far.url, { waitUntil }).user.self())).toMatchObject({
      message: expect.stringContaining("used up for a long time"),
    });
  });
});

describe(RATE_LIMIT_WAIT, () => {
  it.each([
    [undefined, undefined],
    ["", undefined],
    ["0", 0],
    [" 600 ", 600],
    ["999999", 999_999],
  ])("as %j is %j", (text, expected) => {
    expect(rateLimitWait({ [RATE_LIMIT_WAIT]: text })).toBe(expected);
  });

  it.each(["ten", "-1", "1.5", "1000000", "10m"])("as %j is refused", (text) => {
    expect(() => rateLimitWait({ [RATE_LIMIT_WAIT]: text })).toThrow(
      `CLOUDSMITH_RATE_LIMIT_WAIT is ${JSON.stringify(text)}: give a whole number of seconds, such as 600.`,
    );
  });
});
