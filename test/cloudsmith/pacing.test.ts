import { describe, expect, it } from "vitest";
import {
  PACED_BELOW,
  Pacer,
  readRateHeaders,
  readRetryAfter,
  sharedPacer,
  spacing,
} from "../../lib/cloudsmith/pacing.js";
import { rejection } from "./support/client.js";
import { FastClock, HeldClock } from "./support/clock.js";

const NOW = Date.UTC(2026, 8, 1, 12);

describe("rate headers", () => {
  it("are read in milliseconds, the reset by the server's own clock", () => {
    const headers = {
      "x-ratelimit-remaining": "17",
      "x-ratelimit-interval": "0.667",
      "x-ratelimit-reset": String(NOW / 1000 + 90),
      date: new Date(NOW + 60_000).toUTCString(),
    };

    expect(readRateHeaders(headers, NOW)).toEqual({ remaining: 17, intervalMs: 667, resetInMs: 30_000 });
  });

  it("count as absent where they are missing or nonsense", () => {
    expect(readRateHeaders({ "x-ratelimit-remaining": "many", "x-ratelimit-reset": "" }, NOW)).toEqual({
      remaining: undefined,
      intervalMs: undefined,
      resetInMs: undefined,
    });
  });
});

describe("Retry-After", () => {
  it("is seconds or a date", () => {
    expect(readRetryAfter({ "retry-after": "12" }, NOW)).toBe(12_000);
    expect(readRetryAfter({ "retry-after": new Date(NOW + 5_000).toUTCString() }, NOW)).toBe(5_000);
    expect(readRetryAfter({ "retry-after": new Date(NOW - 5_000).toUTCString() }, NOW)).toBe(0);
  });

  it("is not there where it says nothing", () => {
    expect(readRetryAfter({}, NOW)).toBeUndefined();
    expect(readRetryAfter({ "retry-after": "soon" }, NOW)).toBeUndefined();
  });
});

describe("requests start", () => {
  const rate = { intervalMs: 667, resetInMs: 60_000 };

  it("freely while more than ten are left", () => {
    expect(spacing({ ...rate, remaining: PACED_BELOW + 1 })).toBe(0);
  });

  it("an interval apart when ten are left", () => {
    expect(spacing({ ...rate, remaining: PACED_BELOW })).toBe(667);
    expect(spacing({ ...rate, remaining: 0 })).toBe(667);
  });

  it("at the reset at the latest", () => {
    expect(spacing({ ...rate, remaining: 0, resetInMs: 100 })).toBe(100);
  });

  it("after the reset when none is left and no interval is suggested", () => {
    expect(spacing({ remaining: 0, intervalMs: 0, resetInMs: 60_000 })).toBe(60_000);
    expect(spacing({ remaining: 1, intervalMs: 0, resetInMs: 60_000 })).toBe(0);
  });

  it("freely where nothing is known", () => {
    expect(spacing({ remaining: undefined, intervalMs: 667, resetInMs: 60_000 })).toBe(0);
  });
});

describe("a pacer", () => {
  const quiet = (): void => undefined;

  it("lets requests go at once until it learns otherwise", async () => {
    const clock = new FastClock();
    const pacer = new Pacer(clock);

    await pacer.start(undefined, quiet);
    await pacer.start(undefined, quiet);

    expect(clock.slept).toEqual([]);
  });

  it("keeps the interval when little is left, counting those on the way", async () => {
    const clock = new FastClock();
    const pacer = new Pacer(clock);
    await pacer.start(undefined, quiet);
    await pacer.start(undefined, quiet);
    await pacer.start(undefined, quiet);
    pacer.end({ remaining: PACED_BELOW + 2, intervalMs: 667, resetInMs: 60_000 });

    await pacer.start(undefined, quiet);
    await pacer.start(undefined, quiet);
    await pacer.start(undefined, quiet);

    expect(clock.slept).toEqual([667, 667]);
  });

  it("goes free again when there is plenty", async () => {
    const clock = new FastClock();
    const pacer = new Pacer(clock);
    for (const remaining of [0, 5_000]) {
      await pacer.start(undefined, quiet);
      pacer.end({ remaining, intervalMs: 667, resetInMs: 60_000 });
    }
    clock.slept.length = 0;

    await pacer.start(undefined, quiet);
    await pacer.start(undefined, quiet);

    expect(clock.slept).toEqual([]);
  });

  it("holds everything back as long as a 429 asks, and says why", async () => {
    const clock = new FastClock();
    const pacer = new Pacer(clock);
    const told: unknown[] = [];
    pacer.hold(30_000);

    await pacer.start(undefined, (waitMs, reason) => told.push([waitMs, reason]));

    expect(clock.slept).toEqual([30_000]);
    expect(told).toEqual([[30_000, "rate limit used up"]]);
  });

  it("goes on holding when another 429 comes meanwhile", async () => {
    const clock = new HeldClock();
    const pacer = new Pacer(clock);
    pacer.hold(10_000);
    let started = false;
    const start = pacer.start(undefined, quiet).then(() => {
      started = true;
    });
    await clock.somethingSleeps();
    pacer.hold(25_000);

    const [first] = clock.sleeping.splice(0);
    first!.wake();
    await clock.somethingSleeps();

    expect(started).toBe(false);
    expect(clock.sleeping[0]!.milliseconds).toBe(15_000);
    clock.sleeping[0]!.wake();
    await start;
    expect(started).toBe(true);
  });

  it("gives up when the caller does", async () => {
    const clock = new HeldClock();
    const pacer = new Pacer(clock);
    const stop = new AbortController();
    pacer.hold(10_000);
    const start = rejection(pacer.start(stop.signal, quiet));
    await clock.somethingSleeps();

    stop.abort("enough");

    expect(await start).toBe("enough");
  });

  it("is one for each host and kind of caller in a process", () => {
    const pacer = sharedPacer("https://api.cloudsmith.io", "authenticated");

    expect(sharedPacer("https://api.cloudsmith.io", "authenticated")).toBe(pacer);
    expect(sharedPacer("https://api.cloudsmith.io", "anonymous")).not.toBe(pacer);
    expect(sharedPacer("https://other.example", "authenticated")).not.toBe(pacer);
  });
});
