import { type AccessChange, type Gain, notReviewed, type ReviewedAccess } from "../../trust/index.js";
import { markdownProse, markdownSafe } from "../escape/markdown.js";
import { type Names, nameOf } from "../names.js";
import { contextWarnings, contextWords } from "./context.js";
import { findingPlace } from "./places.js";
import type { ReviewReport } from "./report.js";
import { counts, predicateOf, scopeOf, settingsWords, subjectOf, undecidedWords, VERDICTS } from "./words.js";

/** GitHub takes 65,536 characters in a comment; some are left for what is put around it. */
const MOST_CHARACTERS = 60_000;
/** How many changes of a kind are shown: as many as fit. */
const SHOWN = [1_000, 300, 100, 30, 10, 3] as const;
const SHOWN_REPOSITORIES = 3;

/**
 * The review for a pull request's comment or a step's summary: verdict first, then what weakens the reviewer, who gains and
 * who loses.
 *
 * @param fits says of a text whether it may be that long; by default, for a comment
 */
export function renderReviewMarkdown(
  report: ReviewReport,
  fits: (text: string) => boolean = (text) => text.length <= MOST_CHARACTERS,
): string {
  for (const shown of SHOWN) {
    const text = render(report, shown);
    if (fits(text)) {
      return text;
    }
  }
  return `${verdict(report).join("\n\n")}\n\nThe rest is too long to be shown here; \`--format json\` has all of it.\n`;
}

function render(report: ReviewReport, shown: number): string {
  const { weakened, gained, lost, newFindings } = report.review;
  const blocks = [
    ...verdict(report),
    ...contextBlocks(report),
    ...table("Weakens the reviewer", ["severity", "where", "what"], weakened, shown, ({ severity, where, message }) => [
      `**${severity}**`,
      markdownSafe(where),
      markdownSafe(message),
    ]),
    ...table("Gained", ["severity", "who", "what", "shown by", "why"], gained, shown, (gain) => [
      `**${gain.severity}**`,
      ...cells(gain, "gained", report),
      gain.because,
    ]),
    ...table("Lost", ["who", "what", "shown by"], lost, shown, (change) => cells(change, "lost", report)),
    ...table("New findings", ["severity", "rule", "what", "remedy"], newFindings, shown, (finding) => [
      `**${finding.severity}**`,
      markdownSafe(finding.rule),
      `${markdownSafe(findingPlace(finding, report))}<br>${markdownSafe(finding.message)}`,
      markdownProse(finding.remedy),
    ]),
    ...undecided(report, shown),
    `<sub>Not looked at: ${notReviewed(report.review).join("; ")}.</sub>`,
  ];
  return `${blocks.join("\n\n")}\n`;
}

function verdict({ review, before, after, context }: ReviewReport): readonly string[] {
  const { direction, scope, undecided: open } = review;
  const word = VERDICTS[direction];
  const rest = open.length > 0 && direction !== "unknown" ? ", and the rest could not be told" : "";
  return [
    `## Trust ${direction === "unknown" ? word : `is ${word}`}${rest}`,
    `${markdownSafe(scope.organization)}: ${counts(review)}. ${markdownSafe(before)} → ${markdownSafe(after)}; ${scopeOf(review, context)}.`,
  ];
}

function contextBlocks({ context, names }: ReviewReport): readonly string[] {
  return context === undefined
    ? []
    : [
        `${markdownSafe(contextWords(context))}`,
        ...contextWarnings(context, names).map((warning) => `**${markdownProse(warning)}**`),
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
  const rows = all.slice(0, shown).map((one) => line(row(one)));
  const hidden = all.length - shown;
  return [
    `### ${title}`,
    [line(head), line(head.map(() => "---")), ...rows].join("\n"),
    ...(hidden > 0 ? [`… and ${hidden} more.`] : []),
  ];
}

function cells(change: AccessChange | Gain, kind: "gained" | "lost", { names }: ReviewReport): readonly string[] {
  const { access, subject, witness, certain, role } = change;
  const shown = access.slice(0, SHOWN_REPOSITORIES).map((each) => accessLine(each, change, names));
  const hidden = access.length - SHOWN_REPOSITORIES;
  const predicate = predicateOf(change, kind, names);
  const what = [
    // only a team's name in it is from strangers
    `${role?.team === undefined ? predicate : markdownSafe(predicate)}${certain ? "" : " (perhaps)"}`,
    ...shown,
    ...(hidden > 0 ? [`… and ${hidden} more repositories`] : []),
  ];
  return [
    markdownSafe(subjectOf(subject, names)),
    what.join("<br>"),
    witness === undefined ? "" : `${markdownSafe(witness.words)}<br>${markdownSafe(settingsWords(witness))}`,
  ];
}

/** `None → **Write** on prod by grant` */
function accessLine({ repository, before, after, paths }: ReviewedAccess, { by }: AccessChange, names: Names): string {
  const level = by === "admission" ? `**${before === "None" ? after : before}**` : `${before} → **${after}**`;
  const ways = new Set(
    paths.map(({ by: way, team }) => (team === undefined ? way : `${way} ${markdownSafe(nameOf(team, names))}`)),
  );
  return `${level} on ${markdownSafe(nameOf(repository, names))} by ${[...ways].join(", ")}`;
}

function undecided({ review, names }: ReviewReport, shown: number): readonly string[] {
  const all = review.undecided;
  const hidden = all.length - shown;
  return all.length === 0
    ? []
    : [
        "### Could not tell",
        [
          ...all.slice(0, shown).map((each) => `- ${markdownSafe(undecidedWords(each, names))}`),
          ...(hidden > 0 ? [`- … and ${hidden} more`] : []),
        ].join("\n"),
      ];
}
