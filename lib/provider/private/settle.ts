/** After a write: what is there is compared with what was asked for. */
import type { AttributePath, Diagnostics } from "../../terraform/index.js";
import { type Patience, pause, pausesOf } from "./pauses.js";

export interface Difference {
  readonly attribute: string;
  readonly declared: string;
  readonly found: string;
  /** True when what is there lets in more, or allows more, than what was declared. */
  readonly admitsMore: boolean;
  readonly path?: AttributePath;
}

export interface Settling<T> {
  /** The answer to the write; undefined where the API answers nothing. */
  readonly answer: T | undefined;
  readonly read: () => Promise<T>;
  readonly differences: (seen: T) => readonly Difference[];
  readonly patience: Patience;
  readonly signal: AbortSignal;
}

export interface Settled<T> {
  /** What was seen last; undefined when nothing could be read. */
  readonly seen: T | undefined;
  readonly differences: readonly Difference[];
  /** Why the comparison is not complete. */
  readonly unread?: unknown;
}

/** Compares the answer; reads again, after growing pauses, only where it is missing or differs. */
export async function settle<T>(work: Settling<T>): Promise<Settled<T>> {
  let seen = work.answer;
  let differences = seen === undefined ? [] : work.differences(seen);
  if (seen !== undefined && differences.length === 0) {
    return { seen, differences };
  }
  let unread: unknown;
  for (const ms of [0, ...pausesOf(work.patience)]) {
    if (ms > 0 && !(await pause(ms, work.signal))) {
      // Reads may only have lagged: what differs is not worth an error that would taint.
      return { seen, differences: [], unread: new Error("Terraform asked to stop.") };
    }
    try {
      seen = await work.read();
      unread = undefined;
      differences = work.differences(seen);
      if (differences.length === 0) {
        return { seen, differences };
      }
    } catch (error) {
      unread = error;
    }
  }
  return unread === undefined ? { seen, differences } : { seen, differences, unread };
}

/** An error for each difference that admits more than declared, a warning for each other one. */
export function reportDifferences(
  what: string,
  { differences, unread }: Settled<unknown>,
  diagnostics: Diagnostics,
): void {
  for (const { attribute, declared, found, admitsMore, path = [attribute] } of differences) {
    if (admitsMore) {
      diagnostics.error(
        "Cloudsmith has more than was declared",
        `${what} was written, but ${attribute} is ${found} there and was declared as ${declared}, so it admits more than it should. ` +
          "Look at it in Cloudsmith, then apply again.",
        path,
      );
    } else {
      diagnostics.warning(
        "Cloudsmith has something else than was declared",
        `${what} was written, but ${attribute} is ${found} there and was declared as ${declared}. The next plan shows the difference if it stays.`,
        path,
      );
    }
  }
  if (unread !== undefined) {
    const why = unread instanceof Error ? unread.message : String(unread);
    diagnostics.warning(
      "What was written could not be read back",
      `${what} was written and Cloudsmith accepted it, but reading it back failed: ${why} The next plan compares it again.`,
    );
  }
}
