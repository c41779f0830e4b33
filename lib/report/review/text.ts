import { type AccessChange, type Gain, notReviewed, type Severity } from "../../trust/index.js";
import { terminalSafe } from "../escape/terminal.js";
import { type Paint, PLAIN } from "../paint.js";
import { contextWarnings, contextWords } from "./context.js";
import { findingPlace, placeWords } from "./places.js";
import type { ReviewReport } from "./report.js";
import {
  accessWords,
  counts,
  predicateOf,
  scopeOf,
  settingsWords,
  subjectOf,
  undecidedWords,
  VERDICTS,
} from "./words.js";

const SHOWN_CHANGES = 50;
const SHOWN_REPOSITORIES = 5;

/** The review for a person: the verdict, who gains, who loses, what rules say now, what could not be told. */
export function renderReviewText(report: ReviewReport, paint: Paint = PLAIN): string {
  const blocks = [
    verdict(report, paint),
    changes("Weakens the reviewer", report.review.weakened, (each) => weakeningLines(each, paint), paint),
    changes("Gained", report.review.gained, (gain) => changeLines(gain, "gained", report, paint), paint),
    changes("Lost", report.review.lost, (change) => changeLines(change, "lost", report, paint), paint),
    changes("New findings", report.review.newFindings, (finding) => findingLines(finding, report, paint), paint),
    undecided(report, paint),
    [paint.dim(`Not looked at: ${notReviewed(report.review).join("; ")}.`)],
  ];
  const shown = blocks.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
  return `${shown.join("\n\n")}\n`;
}

function verdict({ review, before, after, context, names }: ReviewReport, paint: Paint): string[] {
  const { direction, scope, undecided: open, weakened } = review;
  const word = paint.bold(VERDICTS[direction].toUpperCase());
  const isCalm = (direction === "unchanged" || direction === "narrowed") && weakened.length === 0;
  const colour = isCalm ? paint.good : paint.warn;
  const rest = open.length > 0 && direction !== "unknown" ? paint.warn(", and the rest could not be told") : "";
  return [
    `${colour(word)}${rest}  trust of ${paint.bold(terminalSafe(scope.organization))}: ${counts(review)}`,
    paint.dim(`  ${terminalSafe(before)} → ${terminalSafe(after)}`),
    paint.dim(`  ${scopeOf(review, context)}`),
    ...(context === undefined
      ? []
      : [
          paint.dim(`  ${terminalSafe(contextWords(context))}`),
          ...contextWarnings(context, names).map((warning) => paint.warn(`  ${terminalSafe(warning)}`)),
        ]),
  ];
}

function changes<T>(title: string, all: readonly T[], lines: (one: T) => readonly string[], paint: Paint): string[] {
  if (all.length === 0) {
    return [];
  }
  const hidden = all.length - SHOWN_CHANGES;
  return [
    paint.bold(title),
    ...all.slice(0, SHOWN_CHANGES).flatMap(lines),
    ...(hidden > 0 ? [paint.dim(`  … and ${hidden} more; --format json has them all`)] : []),
  ];
}

function weakeningLines(
  { severity, where, message }: ReviewReport["review"]["weakened"][number],
  paint: Paint,
): string[] {
  return [`  ${severityMark(severity, paint)} ${paint.bold(terminalSafe(where))} ${terminalSafe(message)}`];
}

function changeLines(
  change: AccessChange | Gain,
  kind: "gained" | "lost",
  report: ReviewReport,
  paint: Paint,
): string[] {
  const { names } = report;
  const { access, subject, witness, certain, origins } = change;
  const mark = "severity" in change ? severityMark(change.severity, paint) : paint.dim("-".padEnd(8));
  const hidden = access.length - SHOWN_REPOSITORIES;
  const detail = [
    ...access.slice(0, SHOWN_REPOSITORIES).map((each) => accessWords(each, change, names)),
    ...(hidden > 0 ? [`… and ${hidden} more repositories`] : []),
    ...(access.length === 0 && change.by === "admission" ? ["no repository that is known of"] : []),
    ...(witness === undefined ? [] : [`${shownBy(change, kind)} ${witness.words}, ${settingsWords(witness)}`]),
    ...("because" in change ? [`weighs so since: ${change.because}`] : []),
    ...(origins.length === 0
      ? []
      : [
          `at ${origins
            .slice(0, 3)
            .map((origin) => placeWords(origin, report))
            .join(", ")}`,
        ]),
  ];
  return [
    `  ${mark} ${paint.bold(terminalSafe(subjectOf(subject, names)))} ${terminalSafe(predicateOf(change, kind, names))}${certain ? "" : paint.warn(" (perhaps)")}`,
    ...detail.map((line) => `           ${terminalSafe(line)}`),
  ];
}

function shownBy({ by }: AccessChange, kind: "gained" | "lost"): string {
  if (by === "admission") {
    return kind === "gained" ? "now let in:" : "no longer let in:";
  }
  return "for example:";
}

function severityMark(severity: Severity, paint: Paint): string {
  const text = severity.padEnd(8);
  return severity === "critical" || severity === "high" ? paint.bad(paint.bold(text)) : paint.warn(text);
}

function findingLines(
  finding: ReviewReport["review"]["newFindings"][number],
  report: ReviewReport,
  paint: Paint,
): string[] {
  const { rule, severity, message, remedy, where } = finding;
  return [
    `  ${severityMark(severity, paint)} ${paint.bold(terminalSafe(rule))}  ${terminalSafe(message)}`,
    `           ${terminalSafe(`→ ${remedy}`)}`,
    ...(where === "" ? [] : [`           at ${terminalSafe(findingPlace(finding, report))}`]),
  ];
}

function undecided({ review, names }: ReviewReport, paint: Paint): string[] {
  const all = review.undecided;
  const hidden = all.length - SHOWN_CHANGES;
  return all.length === 0
    ? []
    : [
        paint.bold("Could not tell"),
        ...all.slice(0, SHOWN_CHANGES).map((each) => `  - ${terminalSafe(undecidedWords(each, names))}`),
        ...(hidden > 0 ? [paint.dim(`  … and ${hidden} more`)] : []),
      ];
}
