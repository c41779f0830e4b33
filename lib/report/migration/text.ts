import { terminalSafe, terminalSafeLines } from "../escape/terminal.js";
import { type Paint, PLAIN } from "../paint.js";
import { changedJobs, leftJobs, type MigrationReport } from "./report.js";
import {
  HIDDEN_DIFF,
  leftWords,
  migrationCounts,
  migrationHeadline,
  otherUsesByKind,
  otherUseWords,
  shownDiff,
} from "./words.js";

const SHOWN = 100;

/** What to declare, what changes, in which order, and what is left, for a person. */
export function renderMigrationText(report: MigrationReport, paint: Paint = PLAIN): string {
  const { migration, problems, code, steps, repository, assumed, written } = report;
  const notes = migration.jobs.flatMap(({ path, job, notes: own }) =>
    own.map((note) => `${path}: job ${job}: ${note}`),
  );
  const blocks: (readonly string[])[] = [
    [
      `${paint.bold(migrationHeadline(report).toUpperCase())}  ${paint.bold(terminalSafe(repository))}: ${migrationCounts(report)}`,
    ],
    list(
      "Could not read",
      problems.map(({ message }) => message),
      paint.bad,
    ),
    list(
      "Signs in by OIDC from now on",
      changedJobs(report).map(({ path, job, line }) => `${path}:${line}: job ${job}`),
      paint.good,
    ),
    list("Left as it is", leftJobs(report).map(leftWords), paint.warn),
    list("Look at", notes, paint.warn),
    ...(code === "" ? [] : [[paint.bold("Declare the trust"), "", ...indented(code)]]),
    ...migration.changes.map((change) => {
      const diff = shownDiff(change);
      const title = written.includes(change.path) ? "Changed" : "Change";
      return [
        paint.bold(`${title} ${terminalSafe(change.path)}`),
        "",
        ...(diff === undefined
          ? [`  ${HIDDEN_DIFF}`]
          : diff
              .replace(/\n$/, "")
              .split("\n")
              .map((line) => diffLine(line, paint))),
      ];
    }),
    ...(steps.length === 0
      ? []
      : [
          [
            paint.bold("In this order"),
            ...steps.flatMap(({ title, commands }, index) => [
              `  ${index + 1}. ${terminalSafe(title)}`,
              ...commands.map((command) => `       ${terminalSafe(command)}`),
            ]),
          ],
        ]),
    ...(migration.otherUses.length === 0
      ? []
      : [
          [
            paint.warn(paint.bold("Other uses of credentials, to change by hand")),
            ...otherUsesByKind(migration.otherUses).flatMap(([advice, uses]) => [
              ...uses.slice(0, SHOWN).map((use) => `  - ${terminalSafe(otherUseWords(use))}`),
              ...(uses.length > SHOWN ? [`  … and ${uses.length - SHOWN} more`] : []),
              paint.dim(`    → ${terminalSafe(advice)}`),
            ]),
          ],
        ]),
    list("Taken to be so", assumed, paint.dim),
  ];
  const shown = blocks.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
  return `${shown.join("\n\n")}\n`;
}

function diffLine(line: string, paint: Paint): string {
  const plain = terminalSafe(line.replace(/\r$/, ""));
  return line.startsWith("+") ? paint.good(plain) : line.startsWith("-") ? paint.bad(plain) : plain;
}

function indented(text: string): readonly string[] {
  return terminalSafeLines(text)
    .replace(/\n$/, "")
    .split("\n")
    .map((line) => (line === "" ? "" : `  ${line}`));
}

function list(title: string, lines: readonly string[], colour: (text: string) => string): readonly string[] {
  const hidden = lines.length - SHOWN;
  return lines.length === 0
    ? []
    : [
        colour(title),
        ...lines.slice(0, SHOWN).map((line) => `  - ${terminalSafe(line)}`),
        ...(hidden > 0 ? [`  … and ${hidden} more`] : []),
      ];
}
