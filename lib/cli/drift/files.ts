import { renameSync, rmSync, writeFileSync } from "node:fs";
import { type DriftBaseline, isDay, readBaseline } from "../../trust/index.js";
import type { DriftOptions } from "../commands/drift.js";
import { failure, usageError } from "../errors.js";
import { parseJson, readText } from "../private/files.js";

/** What a written baseline says of each entry; undefined where none is to be written. */
export interface WrittenBaseline {
  readonly file: string;
  readonly reason: string;
  readonly until: string;
}

/** @throws CliError for options that do not go together */
export function writtenBaseline(
  { writeBaseline: file, reason, until }: Pick<DriftOptions, "writeBaseline" | "reason" | "until">,
  today: string,
): WrittenBaseline | undefined {
  if (file === undefined) {
    if (reason !== undefined || until !== undefined) {
      throw usageError(
        `--${reason === undefined ? "until" : "reason"} is for --write-baseline`,
        "add --write-baseline FILE",
      );
    }
    return undefined;
  }
  if (reason === undefined || reason.trim() === "") {
    throw usageError("--write-baseline wants a reason", "add --reason TEXT: why this drift is let be");
  }
  if (until === undefined || !isDay(until)) {
    const got = until === undefined ? "" : `, got ${JSON.stringify(until)}`;
    throw usageError(`--write-baseline wants a last day${got}`, "add --until DATE, such as 2027-03-31");
  }
  if (until < today) {
    throw usageError(`--until ${until} has passed`, "give a day that is still to come");
  }
  return { file, reason, until };
}

export function readBaselineFile(file: string | undefined): DriftBaseline | undefined {
  if (file === undefined) {
    return undefined;
  }
  const where = file === "-" ? "standard input" : file;
  return readBaseline(parseJson(readText(file, "the baseline"), "the baseline", where), where);
}

/** Writes a whole file or none: a reader never sees a half of it. */
export function writeWhole(file: string, text: string, what: string): void {
  const half = `${file}.${process.pid}.part`;
  try {
    writeFileSync(half, text);
    renameSync(half, file);
  } catch (error) {
    rmSync(half, { force: true });
    const { code } = error as NodeJS.ErrnoException;
    throw failure(`cannot write ${what} to ${file}: ${code ?? String(error)}`, "check the path");
  }
}
