/**
 * Whether a request is sent again, and after how long: a pure function of what came back. Pacing (when a request may
 * start at all) is apart from it, in `pacing.ts`.
 */
import type { Landed, TransportErrorCode } from "./errors.js";

/** All ceilings of the retry rules, in one place. */
export interface RetryLimits {
  /** Retries after a 5xx, a broken connection or a time-out. As many as Cloudsmith's own command line makes. */
  readonly retries: number;
  /** Retries where no connection came about: a wrong address should not take half a minute to say so. */
  readonly connectRetries: number;
  /** First pause; doubles each time. */
  readonly baseMs: number;
  /** Longest pause of the doubling. */
  readonly ceilingMs: number;
  /** Longest `Retry-After` of a 5xx that is followed. */
  readonly serverCeilingMs: number;
  /**
   * How long a request waits in all on 429 before it gives up: the documented window is an hour
   * (https://docs.cloudsmith.com/api/rate-limits), plus a margin for clocks.
   */
  readonly throttleCeilingMs: number;
}

/** Worst case beside 429: 6 pauses of at most 0.5, 1, 2, 4, 8 and 16 s. */
export const DEFAULT_RETRY: RetryLimits = {
  retries: 6,
  connectRetries: 3,
  baseMs: 500,
  ceilingMs: 16_000,
  serverCeilingMs: 60_000,
  throttleCeilingMs: 65 * 60_000,
};

export type Outcome =
  | { readonly kind: "answer"; readonly status: number; readonly retryAfterMs: number | undefined }
  | { readonly kind: "failure"; readonly code: TransportErrorCode; readonly landed: Landed };

export interface RetryQuestion {
  readonly method: string;
  /** Whether sending it twice does what sending it once does, though the method says otherwise: the exchange. */
  readonly repeatable: boolean;
  readonly outcome: Outcome;
  /** Retries made so far for reasons other than 429 and 401. */
  readonly retries: number;
  /** 429s in a row so far. */
  readonly throttled: number;
  /** Since the first attempt. */
  readonly elapsedMs: number;
  /** Until the moment that no pause for the rate limit may outlast. @default - there is none */
  readonly leftMs?: number;
  /** Whether the credential can bring another header, and has not yet for this request. */
  readonly refreshable: boolean;
  /** 0 ≤ random < 1 */
  readonly random: number;
}

export type RetryDecision =
  | { readonly action: "finish" }
  | { readonly action: "refresh" }
  | { readonly action: "throttle"; readonly waitMs: number }
  | { readonly action: "retry"; readonly waitMs: number };

const FINISH: RetryDecision = { action: "finish" };

export function decideRetry(question: RetryQuestion, limits: RetryLimits): RetryDecision {
  return question.outcome.kind === "answer"
    ? afterAnswer(question, question.outcome, limits)
    : afterFailure(question, question.outcome, limits);
}

function afterAnswer(
  question: RetryQuestion,
  outcome: Extract<Outcome, { kind: "answer" }>,
  limits: RetryLimits,
): RetryDecision {
  // A token may have been revoked or outlived: https://docs.cloudsmith.com/authentication/openid-connect has it live two hours.
  if (outcome.status === 401) {
    return question.refreshable ? { action: "refresh" } : FINISH;
  }
  // A throttled request was not looked at, so even a POST may follow: https://docs.cloudsmith.com/api/rate-limits
  if (outcome.status === 429) {
    const waitMs = throttleWait(question, outcome.retryAfterMs, limits);
    const isTooLong = question.elapsedMs + waitMs > limits.throttleCeilingMs || waitMs > (question.leftMs ?? waitMs);
    return isTooLong ? FINISH : { action: "throttle", waitMs };
  }
  // The status list of Cloudsmith's own command line (--error-retry-codes). A POST may have been committed before it.
  if (RETRIED_STATUSES.has(outcome.status) && isRepeatable(question)) {
    return again(question, limits.retries, outcome.retryAfterMs, limits);
  }
  return FINISH;
}

function afterFailure(
  question: RetryQuestion,
  outcome: Extract<Outcome, { kind: "failure" }>,
  limits: RetryLimits,
): RetryDecision {
  const ceiling = RETRIED_FAILURES[outcome.code];
  if (ceiling === undefined || (outcome.landed === "maybe" && !isRepeatable(question))) {
    return FINISH;
  }
  return again(question, limits[ceiling], undefined, limits);
}

/** RFC 9110 section 9.2.2; a PATCH of this API sets values, and grants are set by target, so it repeats as well. */
function isRepeatable(question: RetryQuestion): boolean {
  return question.method !== "POST" || question.repeatable;
}

function again(
  question: RetryQuestion,
  most: number,
  retryAfterMs: number | undefined,
  limits: RetryLimits,
): RetryDecision {
  if (question.retries >= most || (retryAfterMs ?? 0) > limits.serverCeilingMs) {
    return FINISH;
  }
  const waitMs = Math.max(backoff(question.retries, question.random, limits), retryAfterMs ?? 0);
  return { action: "retry", waitMs };
}

/** Half fixed, half by chance, so that processes that failed together do not come back together. */
function backoff(retries: number, random: number, limits: RetryLimits): number {
  const full = Math.min(limits.ceilingMs, limits.baseMs * 2 ** retries);
  return full / 2 + (full / 2) * random;
}

/** The pause the API asks for, and up to a second more by chance: several processes may wait for the same moment. */
function throttleWait(question: RetryQuestion, retryAfterMs: number | undefined, limits: RetryLimits): number {
  return retryAfterMs === undefined
    ? backoff(question.throttled, question.random, limits)
    : retryAfterMs + question.random * 1_000;
}

const RETRIED_STATUSES: ReadonlySet<number> = new Set([500, 502, 503, 504]);

/** Not among them: what stays wrong (names, certificates, sizes) and what was asked for (aborted). */
const RETRIED_FAILURES: { readonly [code in TransportErrorCode]?: "retries" | "connectRetries" } = {
  refused: "connectRetries",
  unreachable: "connectRetries",
  connect_timeout: "connectRetries",
  proxy: "connectRetries",
  reset: "retries",
  answer_timeout: "retries",
  truncated: "retries",
  failed: "retries",
};
