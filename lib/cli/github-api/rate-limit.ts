/**
 * GitHub's two rate limits, told from a plain refusal.
 *
 * Source: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
import { type HttpAnswer, readRetryAfter } from "../../cloudsmith/index.js";

/** "Otherwise, wait for at least one minute", where a secondary limit says nothing of its own. */
const UNTOLD_WAIT_MS = 60_000;

/**
 * How long an answer asks to wait, in milliseconds; undefined where it speaks of no limit. A request that met a limit was
 * not carried out.
 */
export function rateLimitWait({ status, headers, text }: HttpAnswer, now: number): number | undefined {
  if (status !== 403 && status !== 429) {
    return undefined;
  }
  const asked = readRetryAfter(headers, now);
  if (asked !== undefined) {
    return asked;
  }
  if (headers["x-ratelimit-remaining"] === "0") {
    const reset = Number(headers["x-ratelimit-reset"]);
    return Number.isFinite(reset) && reset > 0 ? Math.max(0, reset * 1_000 - now) : UNTOLD_WAIT_MS;
  }
  return status === 429 || /secondary rate limit/i.test(text) ? UNTOLD_WAIT_MS : undefined;
}
