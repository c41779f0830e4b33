import { markdownProse, markdownSafe } from "../escape/markdown.js";
import { locationWords, whereWords } from "../location.js";
import type { FindingsReport } from "./report.js";
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
} from "./words.js";

/** GitHub takes 65,536 characters in a comment; some are left for what is put around it. */
const MOST_CHARACTERS = 60_000;
/** How many of a kind are shown: as many as fit. */
const SHOWN = [100, 30, 10, 3] as const;

/** Findings for a pull request's comment or a step summary: verdict first. */
export function renderFindingsMarkdown(report: FindingsReport): string {
  for (const shown of SHOWN) {
    const text = render(report, shown);
    if (text.length <= MOST_CHARACTERS) {
      return text;
    }
  }
  return `${verdict(report).join("\n\n")}\n\nThe rest is too long for a comment.\n`;
}

function render(report: FindingsReport, shown: number): string {
  const { findings, acceptances, breakGlass, undecided, notLooked, names } = report;
  const blocks = [
    ...verdict(report),
    ...breakGlass.map((use) => `**Break-glass:** ${markdownSafe(breakGlassWords(use))}`),
    ...grouped(findings)
      .slice(0, shown)
      .flatMap((group) => groupBlocks(group, shown)),
    ...table("Accepted", ["rule", "where", "how long", "reason"], acceptances, shown, (acceptance) => [
      markdownSafe(acceptance.rule),
      markdownSafe(acceptance.path),
      acceptance.status === "holds"
        ? markdownSafe(acceptanceWords(acceptance))
        : `**${markdownSafe(acceptanceWords(acceptance))}**`,
      markdownSafe(acceptance.reason),
    ]),
    ...list("Could not tell", undecided, shown, (each) => markdownSafe(undecidedWords(each, names))),
    ...list("Not looked at", notLooked, shown, (each) => markdownSafe(notLookedWords(each))),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function verdict(report: FindingsReport): readonly string[] {
  const word = verdictOf(report);
  const counts = countsOf(report);
  return [
    `## Trust: ${word}`,
    `${markdownSafe(report.organization)}${counts === "" ? "" : `: ${counts}`}. ${markdownSafe(report.trust)}; ${scopeWords(report)}.`,
  ];
}

function groupBlocks({ rule, severity, why, remedy, findings }: FindingGroup, shown: number): readonly string[] {
  const rows = findings
    .slice(0, shown)
    .map(
      ({ message, location, ...about }) =>
        `| ${markdownSafe(whereWords(about))}${location === undefined ? "" : `<br>${markdownSafe(locationWords(location))}`} | ${markdownSafe(message)} |`,
    );
  const hidden = findings.length - shown;
  return [
    `### ${severity} ${markdownSafe(rule)}`,
    `${markdownProse(why)}<br>→ ${markdownProse(remedy)}`,
    ["| where | what |", "| --- | --- |", ...rows].join("\n"),
    ...(hidden > 0 ? [`… and ${hidden} more.`] : []),
  ];
}

function table<T>(
  title: string,
  head: readonly string[],
  all: readonly T[],
  shown: number,
  row: (one: T) => readonly string[],
): readonly string[] {
  if (all.length === 0) {
    return [];
  }
  const line = (values: readonly string[]): string => `| ${values.join(" | ")} |`;
  const hidden = all.length - shown;
  return [
    `### ${title}`,
    [line(head), line(head.map(() => "---")), ...all.slice(0, shown).map((one) => line(row(one)))].join("\n"),
    ...(hidden > 0 ? [`… and ${hidden} more.`] : []),
  ];
}

function list<T>(title: string, all: readonly T[], shown: number, line: (one: T) => string): readonly string[] {
  const hidden = all.length - shown;
  return all.length === 0
    ? []
    : [
        `### ${title}`,
        [...all.slice(0, shown).map((one) => `- ${line(one)}`), ...(hidden > 0 ? [`- … and ${hidden} more`] : [])].join(
          "\n",
        ),
      ];
}
