import type { Drift, DriftSection, DriftSeverity } from "../../trust/index.js";
import { terminalSafe } from "../escape/terminal.js";
import { type Paint, PLAIN } from "../paint.js";
import { type DriftReport, driftsOf, SECTIONS } from "./report.js";
import {
  authorWords,
  changeWords,
  countsOf,
  effectLines,
  headlineOf,
  notLooked,
  openWords,
  organizationWords,
  stackWords,
  TITLES,
  verdictOf,
} from "./words.js";

const SHOWN = 50;
const SHOWN_CHANGES = 6;

/** The drift for a person: the verdict, each part, what is let be, what could not be told. */
export function renderDriftText(report: DriftReport, paint: Paint = PLAIN): string {
  const blocks = [
    verdict(report, paint),
    ...SECTIONS.map((section) => part(report, section, paint)),
    accepted(report, paint),
    undecided(report, paint),
    footer(report, paint),
  ];
  const shown = blocks.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
  return `${shown.join("\n\n")}\n`;
}

function verdict(report: DriftReport, paint: Paint): string[] {
  const { undecided: open, fresh, live } = report;
  const isFine = open.length === 0 && fresh.every(({ severity }) => severity === "none");
  const word = paint.bold(verdictOf(report).toUpperCase());
  const counts = countsOf(report);
  return [
    `${isFine ? paint.good(word) : paint.bad(word)}  ${paint.bold(terminalSafe(organizationWords(report)))}${counts === "" ? "" : `: ${counts}`}`,
    ...(open.length === 0 ? [] : [paint.warn("  this report is partial")]),
    ...report.stacks.map((stack) => paint.dim(`  ${terminalSafe(stackWords(stack))}`)),
    ...(live === undefined ? [] : [paint.dim(`  live: ${terminalSafe(live)}`)]),
  ];
}

function part(report: DriftReport, section: DriftSection, paint: Paint): string[] {
  const drifts = driftsOf(report, section);
  const hidden = drifts.length - SHOWN;
  return drifts.length === 0
    ? []
    : [
        `${paint.bold(TITLES[section])} (${drifts.length})`,
        ...drifts.slice(0, SHOWN).flatMap((drift) => driftLines(drift, report, paint)),
        ...(hidden > 0 ? [paint.dim(`  … and ${hidden} more; --format json has them all`)] : []),
      ];
}

function driftLines(drift: Drift, { names, expired }: DriftReport, paint: Paint): string[] {
  const { severity, because, stack, at, author, changes, fingerprint } = drift;
  const ended = expired.find((each) => each.drift === drift)?.acceptance;
  const more = changes.length - SHOWN_CHANGES;
  const detail = [
    ...effectLines(drift, names),
    ...changes.slice(0, SHOWN_CHANGES).map(changeWords),
    ...(more > 0 ? [`… and ${more} more fields`] : []),
    `weighs so since: ${because}`,
    ...(author === undefined ? [] : [authorWords(author)]),
    ...(ended === undefined ? [] : [`was accepted until ${ended.until}: ${ended.reason}`]),
    `at ${stack === undefined ? at : `${at} (stack ${stack})`}, fingerprint ${fingerprint}`,
  ];
  return [
    `  ${severityMark(severity, paint)} ${paint.bold(terminalSafe(headlineOf(drift)))}`,
    ...detail.map((line) => `           ${terminalSafe(line)}`),
  ];
}

function severityMark(severity: DriftSeverity, paint: Paint): string {
  const text = (severity === "none" ? "-" : severity).padEnd(8);
  switch (severity) {
    case "critical":
    case "high":
      return paint.bad(paint.bold(text));
    case "none":
      return paint.dim(text);
    default:
      return paint.warn(text);
  }
}

function accepted({ accepted: all, unused }: DriftReport, paint: Paint): string[] {
  return [
    ...(all.length === 0 ? [] : [paint.bold(`Accepted (${all.length})`)]),
    ...all
      .slice(0, SHOWN)
      .map(({ drift, acceptance }) =>
        paint.dim(
          `  ${terminalSafe(headlineOf(drift))}: until ${acceptance.until}, ${terminalSafe(acceptance.reason)}`,
        ),
      ),
    ...(unused.length === 0
      ? []
      : [paint.dim(`${unused.length} acceptances of the baseline are of what is no longer there`)]),
  ];
}

function undecided({ undecided: all, names }: DriftReport, paint: Paint): string[] {
  const hidden = all.length - SHOWN;
  return all.length === 0
    ? []
    : [
        paint.bold("Could not tell"),
        ...all.slice(0, SHOWN).map((each) => `  - ${terminalSafe(openWords(each, names))}`),
        ...(hidden > 0 ? [paint.dim(`  … and ${hidden} more`)] : []),
      ];
}

function footer(report: DriftReport, paint: Paint): string[] {
  const left = notLooked(report);
  return [
    ...report.notes.map((note) => paint.dim(`Note: ${terminalSafe(note)}.`)),
    ...(left.length === 0 ? [] : [paint.dim(`Not looked at: ${left.join("; ")}.`)]),
  ];
}
