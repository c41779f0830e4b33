import type { EmulatorAssumptions } from "../assumptions.js";
import type { EmulatorSettings } from "../settings.js";

/** What a caller is told about its allowance. */
export interface Allowance {
  readonly allowed: boolean;
  /** Requests an hour. */
  readonly limit: number;
  /** Whole requests that would pass right now. */
  readonly remaining: number;
  /** Seconds until the full burst is back. */
  readonly resetSeconds: number;
  /** Seconds a caller should leave between two requests. */
  readonly interval: number;
  /** Seconds until the next request passes; zero when it would now. */
  readonly retryAfterSeconds: number;
}

/** Source: documentation of rate limits, the Enterprise tier's order of size; nothing is enforced by it. */
const UNLIMITED_PER_HOUR = 108_000;

interface Bucket {
  tokens: number;
  at: number;
}

/** A token bucket for each caller, so that all processes of one identity share one allowance. */
export class RateLimiter {
  private readonly buckets = new Map<string, Bucket>();

  constructor(
    private readonly settings: () => EmulatorSettings["rateLimit"],
    private readonly intervalRule: () => EmulatorAssumptions["rate-interval"],
    private readonly now: () => number,
  ) {}

  /** Takes one request from the caller's allowance. */
  take(caller: string): Allowance {
    return this.look(caller, 1);
  }

  /** The caller's allowance, without taking from it. */
  look(caller: string, cost = 0): Allowance {
    const limit = this.settings();
    if (!limit) {
      return {
        allowed: true,
        limit: UNLIMITED_PER_HOUR,
        remaining: UNLIMITED_PER_HOUR,
        resetSeconds: 0,
        interval: 0,
        retryAfterSeconds: 0,
      };
    }
    const { requestsPerSecond: rate, burst } = limit;
    const now = this.now();
    const last = this.buckets.get(caller) ?? { tokens: burst, at: now };
    const refilled = Math.min(burst, last.tokens + ((now - last.at) / 1000) * rate);
    const allowed = refilled >= cost;
    const tokens = allowed ? refilled - cost : refilled;
    this.buckets.set(caller, { tokens, at: now });
    const resetSeconds = (burst - tokens) / rate;
    const remaining = Math.floor(tokens);
    return {
      allowed,
      limit: Math.round(rate * 3600),
      remaining,
      resetSeconds,
      interval: this.intervalRule() === "constant" ? 1 / rate : resetSeconds / Math.max(remaining, 1),
      retryAfterSeconds: tokens >= 1 ? 0 : (1 - tokens) / rate,
    };
  }

  clear(): void {
    this.buckets.clear();
  }
}

/** The headers that every answer of the API carries. */
export function rateHeaders(allowance: Allowance, nowMs: number): Record<string, string> {
  return {
    "X-RateLimit-Limit": String(allowance.limit),
    "X-RateLimit-Remaining": String(allowance.remaining),
    "X-RateLimit-Reset": String(Math.ceil(nowMs / 1000 + allowance.resetSeconds)),
    "X-RateLimit-Interval": allowance.interval === 0 ? "0.0" : String(allowance.interval),
  };
}
