import type { FileLocation } from "../location.js";

/** What `explain --batch` reports: an answer a line, in the order of the lines. */
export interface BatchReport {
  /** The file of the batch, or `standard input`. */
  readonly batch: string;
  /** As a file of the repository, where it is one. */
  readonly location?: FileLocation;
  readonly answers: readonly BatchAnswer[];
  /** Lines that could not be read, or not be told. */
  readonly unanswered: readonly { readonly line: number; readonly message: string }[];
}

export interface BatchAnswer {
  /** Counted from 1. */
  readonly line: number;
  /** As the line has it, as text: a text as it is, anything else as JSON. */
  readonly id?: string;
  readonly account: string;
  readonly admitted: boolean;
  /** Code of the nearest setting's refusal; undefined when admitted. */
  readonly reason?: string;
  /** Names of the settings that admit. */
  readonly settings: readonly string[];
}

/** `line 3 (push from main)` */
export function lineWords({ line, id }: Pick<BatchAnswer, "line" | "id">): string {
  return id === undefined ? `line ${line}` : `line ${line} (${id})`;
}

/** `2 of 3 tokens are refused` */
export function batchHeadline({ answers, unanswered }: BatchReport): string {
  const refused = answers.filter(({ admitted }) => !admitted).length;
  const all = answers.length + unanswered.length;
  const verdict =
    refused === 0
      ? `${answers.length} of ${all} tokens are admitted`
      : `${refused} of ${all} tokens ${refused === 1 ? "is" : "are"} refused`;
  return unanswered.length === 0 ? verdict : `${verdict}, ${unanswered.length} could not be told`;
}

/** Refused ones first, each kind in the order of the lines. */
export function refusedFirst({ answers }: BatchReport): readonly BatchAnswer[] {
  return answers.toSorted((a, b) => Number(a.admitted) - Number(b.admitted));
}
