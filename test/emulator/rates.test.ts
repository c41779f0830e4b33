import { describe, expect, it } from "vitest";
import { RateLimiter } from "../../lib/emulator/http/rate-limit.js";
import { anonymously, asKey } from "./support/api.js";
import { runEmulator } from "./support/running.js";

const world = runEmulator();
const rates = (headers: Headers) =>
  Object.fromEntries(
    ["limit", "remaining", "reset", "interval"].map((name) => [name, headers.get(`x-ratelimit-${name}`)]),
  );

describe("rate headers", () => {
  it("are on every answer, and ask for no pause unless pacing is on", async () => {
    for (const path of ["/user/self/", "/orgs/acme/services/", "/orgs/acme/services/missing/", "/no/such/path/"]) {
      const { headers } = await world.api.get(path);
      expect(rates(headers)).toMatchObject({ limit: expect.any(String), interval: "0.0" });
      expect(Number(headers.get("x-ratelimit-reset"))).toBeGreaterThan(0);
    }
    expect(rates((await anonymously(world.emulator).get("/orgs/acme/services/")).headers).interval).toBe("0.0");
  });
});

describe("a rate limit", () => {
  // so slow that nothing is refilled while a test runs
  const LIMIT = { requestsPerSecond: 0.001, burst: 3 };

  it("lets the burst pass and then answers 429 with Retry-After, without any effect", async () => {
    world.emulator.settings.rateLimit = LIMIT;
    const remaining = [];
    for (let call = 0; call < 3; call++) {
      remaining.push(rates((await world.api.get("/user/self/")).headers).remaining);
    }
    expect(remaining).toEqual(["2", "1", "0"]);
    const { status, body, headers } = await world.api.post("/orgs/acme/services/", { name: "n" });
    expect(status).toBe(429);
    expect(body.detail).toMatch(/^Request was throttled\. Expected available in \d+ seconds\.$/);
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(900);
    expect(rates(headers)).toMatchObject({ limit: "4", remaining: "0", interval: "1000" });
    expect(world.emulator.state.services.size).toBe(0);
  });

  it("is one for all connections of a caller, and another for each other caller", async () => {
    world.emulator.settings.rateLimit = LIMIT;
    const other = asKey(world.emulator, world.emulator.createIdentity({ kind: "service", slug: "ci-app" }).key);
    const statuses = await Promise.all(Array.from({ length: 5 }, () => world.api.get("/user/self/")));
    expect(statuses.filter(({ status }) => status === 429)).toHaveLength(2);
    expect((await other.get("/user/self/")).status).toBe(200);
    expect((await anonymously(world.emulator).get("/user/self/")).status).toBe(200);
  });

  it("is told by /rates/limits/", async () => {
    world.emulator.settings.rateLimit = LIMIT;
    const { body } = await world.api.get("/rates/limits/");
    expect(body.resources.core).toMatchObject({ limit: 4, remaining: 2, interval: 1000, throttled: false });
    expect(new Date(body.resources.core.reset_iso_8601).getTime()).toBe(body.resources.core.reset * 1000);
  });

  it("counts refused requests in the log", async () => {
    world.emulator.settings.rateLimit = { ...LIMIT, burst: 1 };
    await world.api.get("/user/self/");
    await world.api.get("/user/self/");
    expect(world.emulator.requests.log.map(({ status }) => status)).toEqual([200, 429]);
  });
});

describe("the bucket behind a rate limit", () => {
  it("refills at the sustained rate up to the burst, and says when the next request passes", () => {
    let now = 0;
    const limiter = new RateLimiter(
      () => ({ requestsPerSecond: 2, burst: 2 }),
      () => "constant",
      () => now,
    );
    expect([limiter.take("a"), limiter.take("a"), limiter.take("a")]).toMatchObject([
      { allowed: true, remaining: 1, interval: 0.5, limit: 7200 },
      { allowed: true, remaining: 0, resetSeconds: 1 },
      { allowed: false, retryAfterSeconds: 0.5 },
    ]);
    now = 499;
    expect(limiter.take("a").allowed).toBe(false);
    now = 500;
    expect(limiter.take("a").allowed).toBe(true);
    now = 1_000_000;
    expect(limiter.look("a").remaining).toBe(2);
  });
});

describe("latency", () => {
  it("is waited before each answer of the API", async () => {
    world.emulator.settings.latencyMs = 100;
    const before = performance.now();
    await world.api.get("/user/self/");
    expect(performance.now() - before).toBeGreaterThan(95);
  });
});
