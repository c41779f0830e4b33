import type { Drift, DriftSection } from "../../trust/index.js";
import { markdownSafe } from "../escape/markdown.js";
import { type DriftReport, driftsOf, SECTIONS } from "./report.js";
import {
  authorWords,
  changeWords,
  countsOf,
  EXPLAINED,
  effectLines,
  headlineOf,
  momentWords,
  notLooked,
  openWords,
  organizationWords,
  REMEDIES,
  stackWords,
  TITLES,
  verdictOf,
} from "./words.js";

/** GitHub takes 65,536 characters in an issue or a comment; some are left for what is put around it. */
const MOST_CHARACTERS = 60_000;
/** How many of a part are shown: as many as fit. */
const SHOWN = [100, 30, 10, 3] as const;
const SHOWN_LINES = 8;

/**
 * The drift for an issue or a step summary: verdict first.
 *
 * @param fits whether a text is short enough for where it goes; by default, for an issue of GitHub
 */
export function renderDriftMarkdown(
  report: DriftReport,
  fits: (text: string) => boolean = ({ length }) => length <= MOST_CHARACTERS,
): string {
  for (const shown of SHOWN) {
    const text = render(report, shown);
    if (fits(text)) {
      return text;
    }
  }
  return `${verdict(report).join("\n\n")}\n\nThe rest is too long for a comment.\n`;
}

function render(report: DriftReport, shown: number): string {
  const blocks = [
    ...verdict(report),
    ...SECTIONS.flatMap((section) => part(report, section, shown)),
    ...accepted(report, shown),
    ...undecided(report, shown),
    ...footer(report),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function verdict(report: DriftReport): readonly string[] {
  const counts = countsOf(report);
  return [
    `## Trust: ${verdictOf(report)}`,
    `${markdownSafe(organizationWords(report))}${counts === "" ? "" : `: ${counts}`}. Looked at on ${markdownSafe(momentWords(report.at))}.`,
    ...(report.undecided.length === 0 ? [] : ["**This report is partial:** see what could not be told, below."]),
  ];
}

function part(report: DriftReport, section: DriftSection, shown: number): readonly string[] {
  const drifts = driftsOf(report, section);
  if (drifts.length === 0) {
    return [];
  }
  const hidden = drifts.length - shown;
  return [
    `### ${TITLES[section]}`,
    `${EXPLAINED[section]} ${REMEDIES[section]}`,
    [row(["severity", "what", "effect", "who and when"]), row(["---", "---", "---", "---"])]
      .concat(drifts.slice(0, shown).map((drift) => row(cells(drift, report))))
      .join("\n"),
    ...(hidden > 0 ? [`… and ${hidden} more.`] : []),
  ];
}

function row(values: readonly string[]): string {
  return `| ${values.join(" | ")} |`;
}

function cells(drift: Drift, { names, expired }: DriftReport): readonly string[] {
  const { severity, at, stack, author, because, changes, fingerprint } = drift;
  const ended = expired.find((each) => each.drift === drift)?.acceptance;
  const lines = [...effectLines(drift, names), ...changes.map(changeWords)];
  const hidden = lines.length - SHOWN_LINES;
  return [
    severity === "none" ? "none" : `**${severity}**`,
    [
      markdownSafe(headlineOf(drift)),
      `at ${markdownSafe(at)}${stack === undefined ? "" : ` of stack ${markdownSafe(stack)}`}`,
      `fingerprint ${markdownSafe(fingerprint)}`,
    ].join("<br>"),
    [
      ...lines.slice(0, SHOWN_LINES).map(markdownSafe),
      ...(hidden > 0 ? [`… and ${hidden} more`] : []),
      because,
      ...(ended === undefined
        ? []
        : [`was accepted until ${markdownSafe(ended.until)}: ${markdownSafe(ended.reason)}`]),
    ].join("<br>"),
    author === undefined ? "" : markdownSafe(authorWords(author)),
  ];
}

function accepted({ accepted: all, unused }: DriftReport, shown: number): readonly string[] {
  const hidden = all.length - shown;
  const lines = [
    ...all
      .slice(0, shown)
      .map(
        ({ drift, acceptance }) =>
          `- ${markdownSafe(headlineOf(drift))} until ${markdownSafe(acceptance.until)}: ${markdownSafe(acceptance.reason)}`,
      ),
    ...(hidden > 0 ? [`- … and ${hidden} more`] : []),
    ...(unused.length === 0 ? [] : [`- ${unused.length} acceptances of the baseline are of what is no longer there`]),
  ];
  return lines.length === 0 ? [] : ["### Accepted", lines.join("\n")];
}

function undecided({ undecided: all, names }: DriftReport, shown: number): readonly string[] {
  const hidden = all.length - shown;
  return all.length === 0
    ? []
    : [
        "### Could not tell",
        [
          ...all.slice(0, shown).map((each) => `- ${markdownSafe(openWords(each, names))}`),
          ...(hidden > 0 ? [`- … and ${hidden} more`] : []),
        ].join("\n"),
      ];
}

function footer(report: DriftReport): readonly string[] {
  const left = notLooked(report);
  const lines = [
    ...report.stacks.map((stack) => markdownSafe(stackWords(stack))),
    ...report.notes.map((note) => markdownSafe(note)),
    ...(left.length === 0 ? [] : [`Not looked at: ${left.join("; ")}.`]),
  ];
  return lines.length === 0 ? [] : [`<sub>${lines.join("<br>")}</sub>`];
}
