import { CloudsmithUsageError } from "./errors.js";

/** The variable that says how long a process waits for the rate limit, in seconds and in all. */
export const RATE_LIMIT_WAIT = "CLOUDSMITH_RATE_LIMIT_WAIT";

/**
 * What `CLOUDSMITH_RATE_LIMIT_WAIT` says, in seconds; undefined where it is not set. 0 waits for nothing.
 *
 * @throws CloudsmithUsageError `bad_wait`
 */
export function rateLimitWait(environment: { readonly [name: string]: string | undefined }): number | undefined {
  const text = environment[RATE_LIMIT_WAIT]?.trim() ?? "";
  if (text === "") {
    return undefined;
  }
  if (!/^\d{1,6}$/.test(text)) {
    throw new CloudsmithUsageError(
      "bad_wait",
      `${RATE_LIMIT_WAIT} is ${JSON.stringify(text)}: give a whole number of seconds, such as 600.`,
    );
  }
  return Number(text);
}

/** Of a date that can be written down. */
const LAST_MOMENT = Date.UTC(9999, 0);

/** What to do about a used-up rate limit, with the moment, in milliseconds since the epoch, at which there is more of it. */
export function remedyUntil(moment: number): string {
  // rounded up, so that it is not too early then
  const when =
    moment < LAST_MOMENT
      ? `until ${new Date(Math.ceil(moment / 1_000) * 1_000).toISOString().slice(0, 19).replace("T", " ")} UTC`
      : "for a long time";
  return `The rate limit is used up ${when}: try again then, or with fewer processes at once. ${RATE_LIMIT_WAIT} says for how many seconds it is waited for.`;
}
