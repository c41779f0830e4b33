/** Writing a baseline: what it accepts is let be at once, in the very run that wrote it. */
import { existsSync } from "node:fs";
import { baselineOf, type Drift, type DriftBaseline, formatBaseline } from "../../trust/index.js";
import { describeError, failure } from "../errors.js";
import { note } from "../private/terminal.js";
import { readBaselineFile, type WrittenBaseline, writeWhole } from "./files.js";

export interface AcceptOptions {
  /** What is to be written, if anything. */
  readonly written?: WrittenBaseline;
  /** The baseline that the run was given. */
  readonly baseline?: DriftBaseline;
  /** Whether all was read that was to be read. */
  readonly isComplete: boolean;
  /** Whether every part was looked at, and everything in it. */
  readonly isWhole: boolean;
  /** UTC, e.g. `2026-11-25`. */
  readonly today: string;
}

export interface Accepted {
  /** What the report is held against. */
  readonly baseline?: DriftBaseline;
  /** Whether all was done that was asked for. */
  readonly isDone: boolean;
}

/** The baseline that holds for this run: the one written by it, else the one that it was given. */
export function accept(drifts: readonly Drift[], options: AcceptOptions): Accepted {
  const { written, baseline } = options;
  const given = baseline === undefined ? {} : { baseline };
  if (written === undefined) {
    return { ...given, isDone: true };
  }
  try {
    return { baseline: write(drifts, written, options), isDone: true };
  } catch (error) {
    // the report is worth reading all the same
    note(describeError(error).text);
    return { ...given, isDone: false };
  }
}

function write(drifts: readonly Drift[], written: WrittenBaseline, options: AcceptOptions): DriftBaseline {
  const { baseline, isComplete, isWhole, today } = options;
  const { file, until } = written;
  if (!isComplete) {
    throw failure(
      `no baseline was written to ${file}: the report is partial, and what was not read would not be in it`,
      "see to what the report could not tell, and run this again",
    );
  }
  const made = baselineOf(drifts, written, baseline, today);
  const held = isWhole ? undefined : (baseline ?? (existsSync(file) ? readBaselineFile(file) : undefined));
  const known = new Set(drifts.map(({ fingerprint }) => fingerprint));
  const unseen = (held?.entries ?? []).filter((entry) => entry.until >= today && !known.has(entry.fingerprint));
  const whole = { entries: [...made.entries, ...unseen] };
  writeWhole(file, formatBaseline(whole), "the baseline");
  const kept = unseen.length === 0 ? "" : `; ${unseen.length} of before were kept, since not everything was looked at`;
  note(`cloudsmith-trust: wrote ${file}: ${counted(made.entries.length)} let be, new ones until ${until}${kept}\n`);
  return whole;
}

function counted(n: number): string {
  return n === 1 ? "1 drift is" : `${n} drifts are`;
}
