import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_RETRY, decideRetry, type RetryQuestion } from "../../lib/cloudsmith/retry.js";

const question: RetryQuestion = {
  method: "GET",
  repeatable: false,
  outcome: { kind: "answer", status: 200, retryAfterMs: undefined },
  retries: 0,
  throttled: 0,
  elapsedMs: 0,
  refreshable: false,
  random: 0,
};

function answered(status: number, more: Partial<RetryQuestion> & { retryAfterMs?: number } = {}) {
  const { retryAfterMs, ...rest } = more;
  return decideRetry({ ...question, outcome: { kind: "answer", status, retryAfterMs }, ...rest }, DEFAULT_RETRY);
}

function failed(code: "refused" | "reset" | "certificate", landed: "no" | "maybe", more: Partial<RetryQuestion> = {}) {
  return decideRetry({ ...question, outcome: { kind: "failure", code, landed }, ...more }, DEFAULT_RETRY);
}

const WRITES = ["PUT", "PATCH", "DELETE"];

describe("a request is sent again", () => {
  it.each([500, 502, 503, 504])("after %i when it reads, replaces, sets or deletes", (status) => {
    for (const method of ["GET", ...WRITES]) {
      expect(answered(status, { method }).action).toBe("retry");
    }
  });

  it.each([200, 204, 301, 400, 402, 403, 404, 409, 422, 501])("never after %i", (status) => {
    for (const method of ["GET", "POST", ...WRITES]) {
      expect(answered(status, { method }).action).toBe("finish");
    }
  });

  it("after a broken connection when it reads, replaces, sets or deletes", () => {
    for (const method of ["GET", ...WRITES]) {
      expect(failed("reset", "maybe", { method }).action).toBe("retry");
    }
  });

  it("not as a POST that may have landed: a server error or a broken connection does not prove that it did not", () => {
    expect(answered(500, { method: "POST" }).action).toBe("finish");
    expect(answered(503, { method: "POST" }).action).toBe("finish");
    expect(failed("reset", "maybe", { method: "POST" }).action).toBe("finish");
  });

  it("as a POST that did not land: throttled, or never connected", () => {
    expect(answered(429, { method: "POST" }).action).toBe("throttle");
    expect(failed("refused", "no", { method: "POST" }).action).toBe("retry");
    expect(failed("reset", "no", { method: "POST" }).action).toBe("retry");
  });

  it("as a POST whose repetition does no harm", () => {
    expect(answered(500, { method: "POST", repeatable: true }).action).toBe("retry");
    expect(failed("reset", "maybe", { method: "POST", repeatable: true }).action).toBe("retry");
  });

  it("never because of a certificate: it stays wrong", () => {
    expect(failed("certificate", "no").action).toBe("finish");
  });

  it("six times after errors of the server, three times where no connection comes about", () => {
    expect(answered(503, { retries: 5 }).action).toBe("retry");
    expect(answered(503, { retries: 6 }).action).toBe("finish");
    expect(failed("refused", "no", { retries: 2 }).action).toBe("retry");
    expect(failed("refused", "no", { retries: 3 }).action).toBe("finish");
  });

  it("once with another credential after 401, where the credential has another", () => {
    expect(answered(401, { refreshable: true, method: "POST" }).action).toBe("refresh");
    expect(answered(401).action).toBe("finish");
  });
});

describe("the pause before", () => {
  it("doubles from half a second to sixteen, half of it by chance", () => {
    const pauses = (random: number) =>
      [0, 1, 2, 3, 4, 5].map((retries) => answered(503, { retries, random })).map((d) => "waitMs" in d && d.waitMs);

    expect(pauses(0)).toEqual([250, 500, 1000, 2000, 4000, 8000]);
    expect(pauses(0.5)).toEqual([375, 750, 1500, 3000, 6000, 12000]);
  });

  it("is at least what a server error's Retry-After asks, up to a minute; beyond that the request fails", () => {
    expect(answered(503, { retryAfterMs: 60_000 })).toEqual({ action: "retry", waitMs: 60_000 });
    expect(answered(503, { retryAfterMs: 60_001 }).action).toBe("finish");
  });

  it("is what Retry-After of a 429 asks, and up to a second more", () => {
    expect(answered(429, { retryAfterMs: 30_000, random: 0 })).toEqual({ action: "throttle", waitMs: 30_000 });
    expect(answered(429, { retryAfterMs: 30_000, random: 0.5 })).toEqual({ action: "throttle", waitMs: 30_500 });
  });

  it("doubles after a 429 that asks for nothing", () => {
    expect(answered(429, { throttled: 2 })).toEqual({ action: "throttle", waitMs: 1000 });
  });

  it("is as long as the documented window of an hour, and ends with it", () => {
    const hour = 3_600_000;
    expect(answered(429, { retryAfterMs: hour }).action).toBe("throttle");
    expect(answered(429, { retryAfterMs: hour, elapsedMs: 300_000 }).action).toBe("throttle");
    expect(answered(429, { retryAfterMs: hour, elapsedMs: 300_001 }).action).toBe("finish");
  });

  it("ends where there is no time left for it", () => {
    expect(answered(429, { retryAfterMs: 30_000, leftMs: 30_000 })).toEqual({ action: "throttle", waitMs: 30_000 });
    expect(answered(429, { retryAfterMs: 30_000, leftMs: 29_999 }).action).toBe("finish");
  });

  it("never exceeds the stated ceilings", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 599 }),
        fc.nat(10),
        fc.nat(100),
        fc.option(fc.nat(10_000_000), { nil: undefined }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (status, retries, throttled, retryAfterMs, random) => {
          const decision = answered(status, {
            retries,
            throttled,
            random,
            ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
          });
          if (decision.action === "retry") {
            expect(decision.waitMs).toBeLessThanOrEqual(60_000);
            expect(retries).toBeLessThan(6);
          }
          if (decision.action === "throttle") {
            expect(decision.waitMs).toBeLessThanOrEqual(65 * 60_000);
          }
        },
      ),
    );
  });
});
