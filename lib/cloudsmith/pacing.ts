/**
 * When a request may start. The API tells in each answer how much of the rate limit is left; all requests of a process
 * to one host share one {@link Pacer}. It spends freely while there is plenty, leaves the suggested interval between
 * requests when little is left, and holds everything back while a 429 asks for it.
 *
 * Source: https://docs.cloudsmith.com/api/rate-limits
 */
import { type Clock, SYSTEM_CLOCK } from "./private/clock.js";

/** Below this many requests left the interval is kept: about what terraform has on the way at once. */
export const PACED_BELOW = 10;

/** `X-RateLimit-*` of one answer. */
export interface RateHeaders {
  /** `X-RateLimit-Remaining` */
  readonly remaining: number | undefined;
  /** `X-RateLimit-Interval`, in milliseconds. */
  readonly intervalMs: number | undefined;
  /** `X-RateLimit-Reset`, as milliseconds from the moment of the answer. */
  readonly resetInMs: number | undefined;
}

/** A pause that is about to be made, told before it begins. */
export interface Wait {
  readonly seconds: number;
  readonly reason: string;
}

/** Reads the headers of an answer; `now` is used where the answer has no `Date`. */
export function readRateHeaders(headers: { readonly [name: string]: string }, now: number): RateHeaders {
  const seconds = numberOf(headers["x-ratelimit-interval"]);
  const reset = numberOf(headers["x-ratelimit-reset"]);
  return {
    remaining: numberOf(headers["x-ratelimit-remaining"]),
    intervalMs: seconds === undefined ? undefined : seconds * 1_000,
    resetInMs: reset === undefined ? undefined : Math.max(0, reset * 1_000 - serverTime(headers, now)),
  };
}

/** `Retry-After` in milliseconds: seconds, or a date (RFC 9110 section 10.2.3). */
export function readRetryAfter(headers: { readonly [name: string]: string }, now: number): number | undefined {
  const text = headers["retry-after"];
  const seconds = numberOf(text);
  if (seconds !== undefined) {
    return seconds * 1_000;
  }
  const date = Date.parse(text ?? "");
  return Number.isNaN(date) ? undefined : Math.max(0, date - serverTime(headers, now));
}

/** How far apart requests start, by what the last answer said. */
export function spacing(rate: RateHeaders): number {
  const { remaining, intervalMs = 0, resetInMs } = rate;
  if (remaining === undefined || remaining > PACED_BELOW) {
    return 0;
  }
  if (intervalMs > 0) {
    return Math.min(intervalMs, resetInMs ?? intervalMs);
  }
  return remaining <= 0 ? (resetInMs ?? 0) : 0;
}

export class Pacer {
  readonly #clock: Clock;
  #spacingMs = 0;
  #nextStart = 0;
  #heldUntil = 0;
  #onTheWay = 0;

  constructor(clock: Clock = SYSTEM_CLOCK) {
    this.#clock = clock;
  }

  /**
   * Resolves when a request may start; rejects with the signal's reason when it aborts. Each start is to be followed
   * by an {@link end}.
   *
   * @param until milliseconds since the epoch: a request whose turn comes later starts without one, for the API to refuse it
   */
  async start(
    signal: AbortSignal | undefined,
    onWait: (waitMs: number, reason: string) => void,
    until = Number.POSITIVE_INFINITY,
  ): Promise<void> {
    signal?.throwIfAborted();
    let turn = this.#takeTurn(until);
    for (let waitMs = turn - this.#clock.now(); waitMs > 0; waitMs = turn - this.#clock.now()) {
      onWait(waitMs, this.#heldUntil > this.#clock.now() ? "rate limit used up" : "rate limit nearly used up");
      await this.#clock.sleep(waitMs, signal);
      if (this.#heldUntil > this.#clock.now()) {
        turn = this.#takeTurn(until);
      }
    }
    this.#onTheWay += 1;
  }

  /** Milliseconds since the epoch: before it nothing starts. */
  get heldUntil(): number {
    return this.#heldUntil;
  }

  /** A started request ended, with what its answer said of the rate limit if there was one. */
  end(rate: RateHeaders | undefined): void {
    this.#onTheWay -= 1;
    if (rate?.remaining !== undefined) {
      // The answer may have been written before the others on the way were counted.
      this.#spacingMs = spacing({ ...rate, remaining: rate.remaining - this.#onTheWay });
    }
  }

  /** Nothing starts before this long has passed: a 429 said so, and it goes for all. */
  hold(waitMs: number): void {
    this.#heldUntil = Math.max(this.#heldUntil, this.#clock.now() + waitMs);
  }

  #takeTurn(until: number): number {
    const now = this.#clock.now();
    const turn = Math.max(now, this.#heldUntil, this.#spacingMs > 0 ? this.#nextStart : 0);
    if (turn > until) {
      return this.#heldUntil > until ? now : Math.max(now, this.#heldUntil);
    }
    this.#nextStart = turn + this.#spacingMs;
    return turn;
  }
}

const SHARED = new Map<string, Pacer>();

/** The pacer of this process for one host and one kind of caller: anonymous requests have a limit of their own. */
export function sharedPacer(origin: string, caller: "authenticated" | "anonymous"): Pacer {
  const key = `${caller} ${origin}`;
  const known = SHARED.get(key) ?? new Pacer();
  SHARED.set(key, known);
  return known;
}

function serverTime(headers: { readonly [name: string]: string }, now: number): number {
  const date = Date.parse(headers.date ?? "");
  return Number.isNaN(date) ? now : date;
}

function numberOf(text: string | undefined): number | undefined {
  const trimmed = text?.trim();
  const number = trimmed === undefined || trimmed === "" ? Number.NaN : Number(trimmed);
  return Number.isFinite(number) && number >= 0 ? number : undefined;
}
