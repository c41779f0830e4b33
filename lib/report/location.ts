import type { Finding, Origin } from "../trust/index.js";

/** A place in a file of the repository that a report is about. */
export interface FileLocation {
  /** Relative to the repository's root, with `/` between its parts, e.g. `infra/main.ts`. */
  readonly file: string;
  /** Counted from 1. @default - the whole file */
  readonly line?: number;
  /** Counted from 1. @default - the whole line */
  readonly column?: number;
}

/** Finds the line of a file in the repository that says what was read at a place; undefined where it is not known. */
export type Locate = (origin: Origin) => FileLocation | undefined;

/** A finding, with what it is about and the line of a file that a person would change because of it. */
export interface LocatedFinding extends Finding {
  /** `setting app-main`, beside the place in `where`. Absent where the place says it, or names nothing. */
  readonly subject?: string;
  /** Absent where no file in the repository is known to be at fault: live trust, a plan read from elsewhere. */
  readonly location?: FileLocation;
}

/** The place of what was read from a file that people write; undefined for what is live, planned or synthesized. */
export function locationOf({ source, where, at }: Origin): FileLocation | undefined {
  if (source !== "workflow-file") {
    return undefined;
  }
  const line = /^line (\d+)$/.exec(at)?.[1];
  return line === undefined ? { file: where } : { file: where, line: Number(line) };
}

/**
 * A path that certainly stays inside the repository, without `.` and empty parts; undefined for any other: an absolute one,
 * one of another system, one that goes up, one with half a character in it.
 */
export function pathInside(file: string): string | undefined {
  if (file.startsWith("/") || file.includes("\\") || /^[A-Za-z]:|[\p{Cs}\0]/u.test(file)) {
    return undefined;
  }
  const parts = file.split("/").filter((part) => part !== "" && part !== ".");
  return parts.length === 0 || parts.includes("..") ? undefined : parts.join("/");
}

/** `setting app-main (/settings/0)`: what a finding is about, and where that was read. */
export function whereWords({ subject, where }: Pick<LocatedFinding, "subject" | "where">): string {
  return subject === undefined ? where : where === "" ? subject : `${subject} (${where})`;
}

/** `main.ts:12`, for a person. */
export function locationWords({ file, line, column }: FileLocation): string {
  return [file, ...(line === undefined ? [] : [line, ...(column === undefined ? [] : [column])])].join(":");
}
