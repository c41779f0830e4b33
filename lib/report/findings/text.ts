import type { Severity } from "../../trust/index.js";
import { terminalSafe } from "../escape/terminal.js";
import { locationWords, whereWords } from "../location.js";
import { type Paint, PLAIN } from "../paint.js";
import type { FindingsReport, ReportedAcceptance } from "./report.js";
import {
  acceptanceWords,
  breakGlassWords,
  countsOf,
  type FindingGroup,
  grouped,
  notLookedWords,
  scopeWords,
  undecidedWords,
  verdictOf,
  weightOf,
} from "./words.js";

const SHOWN_PLACES = 10;
const SHOWN = 50;

/** Findings for a person: the verdict, each rule once with its places, what is accepted, what could not be told. */
export function renderFindingsText(report: FindingsReport, paint: Paint = PLAIN): string {
  const { findings, acceptances, breakGlass, undecided, notLooked, names } = report;
  const blocks = [
    verdict(report, paint),
    ...breakGlass.map((use) => [paint.warn(`${paint.bold("Break-glass")}: ${terminalSafe(breakGlassWords(use))}`)]),
    ...grouped(findings).map((group) => groupLines(group, paint)),
    section("Accepted", acceptances, (acceptance) => acceptanceLine(acceptance, paint), paint.bold),
    section(
      "Could not tell",
      undecided,
      (each) => terminalSafe(undecidedWords(each, names)),
      (title) => paint.warn(paint.bold(title)),
    ),
    section("Not looked at", notLooked, (each) => paint.dim(terminalSafe(notLookedWords(each))), paint.dim),
  ];
  const shown = blocks.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
  return `${shown.join("\n\n")}\n`;
}

function verdict(report: FindingsReport, paint: Paint): readonly string[] {
  const { organization, trust } = report;
  const word = paint.bold(verdictOf(report).toUpperCase());
  const colour = { grave: paint.bad, some: paint.warn, none: paint.good }[weightOf(report)];
  const counts = countsOf(report);
  return [
    `${colour(word)}  trust of ${paint.bold(terminalSafe(organization))}${counts === "" ? "" : `: ${counts}`}`,
    paint.dim(`  ${terminalSafe(trust)}`),
    paint.dim(`  ${scopeWords(report)}`),
  ];
}

function groupLines({ rule, severity, why, remedy, link, findings }: FindingGroup, paint: Paint): readonly string[] {
  const hidden = findings.length - SHOWN_PLACES;
  return [
    `${severityMark(severity, paint)} ${paint.bold(terminalSafe(rule))}  ${terminalSafe(why)}`,
    ...findings
      .slice(0, SHOWN_PLACES)
      .flatMap(({ message, location, ...about }) => [
        `  - ${terminalSafe(whereWords(about))}${location === undefined ? "" : paint.dim(`  ${terminalSafe(locationWords(location))}`)}`,
        `      ${terminalSafe(message)}`,
      ]),
    ...(hidden > 0 ? [paint.dim(`  … and ${hidden} more; --format json has them all`)] : []),
    `  → ${terminalSafe(remedy)}`,
    ...(link === undefined ? [] : [paint.dim(`    ${terminalSafe(link)}`)]),
  ];
}

function acceptanceLine(acceptance: ReportedAcceptance, paint: Paint): string {
  const { rule, path, reason, status, findings } = acceptance;
  const until = terminalSafe(acceptanceWords(acceptance));
  const idle = findings.length === 0 && status !== "expired" ? paint.dim(" (lets nothing through)") : "";
  return `${paint.bold(terminalSafe(rule))} at ${terminalSafe(path)} ${status === "holds" ? until : paint.warn(until)}: ${terminalSafe(reason)}${idle}`;
}

function section<T>(
  title: string,
  all: readonly T[],
  line: (one: T) => string,
  head: (title: string) => string,
): readonly string[] {
  const hidden = all.length - SHOWN;
  return all.length === 0
    ? []
    : [
        head(title),
        ...all.slice(0, SHOWN).map((one) => `  - ${line(one)}`),
        ...(hidden > 0 ? [`  - … and ${hidden} more; --format json has them all`] : []),
      ];
}

function severityMark(severity: Severity, paint: Paint): string {
  const mark = severity.padEnd(8);
  return severity === "high" || severity === "critical"
    ? paint.bad(mark)
    : severity === "medium"
      ? paint.warn(mark)
      : mark;
}
