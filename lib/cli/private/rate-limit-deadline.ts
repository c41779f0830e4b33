import { rateLimitWait } from "../../cloudsmith/index.js";

/** In all, for a command: less than the quarter of an hour that a job of CI usually has. */
const DEFAULT_SECONDS = 600;

/**
 * The moment, in milliseconds since the epoch, up to which a command that begins now waits for Cloudsmith's rate limit:
 * after ten minutes, or what `CLOUDSMITH_RATE_LIMIT_WAIT` says.
 *
 * @throws CloudsmithUsageError `bad_wait`
 */
export function rateLimitDeadline(now: number = Date.now()): number {
  return now + (rateLimitWait(process.env) ?? DEFAULT_SECONDS) * 1_000;
}

/** What is left of it, for a process that is started now, in whole seconds. */
export function secondsLeft(deadline: number, now: number = Date.now()): number {
  return Math.max(0, Math.floor((deadline - now) / 1_000));
}
