import { markdownSafe } from "../escape/markdown.js";
import { terminalSafe } from "../escape/terminal.js";
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

/** GitHub takes 65,536 characters in a comment; some are left for what is put around it. */
const MOST_CHARACTERS = 60_000;
const SHOWN = [100, 20, 5] as const;

/** The report for an issue or a pull request: what to declare, what changes, in which order, and what is left. */
export function renderMigrationMarkdown(report: MigrationReport): string {
  for (const shown of SHOWN) {
    const text = render(report, shown);
    if (text.length <= MOST_CHARACTERS) {
      return text;
    }
  }
  return `${head(report).join("\n\n")}\n\nThe rest is too long for a comment.\n`;
}

function render(report: MigrationReport, shown: number): string {
  const { migration, problems, code, steps, assumed } = report;
  const notes = migration.jobs.flatMap(({ path, job, notes: own }) =>
    own.map((note) => `${path}: job ${job}: ${note}`),
  );
  const blocks = [
    ...head(report),
    ...list(
      "Could not read",
      problems.map(({ message }) => message),
      shown,
    ),
    ...list(
      "Signs in by OIDC from now on",
      changedJobs(report).map(({ path, job, line }) => `${path}:${line}: job ${job}`),
      shown,
    ),
    ...list("Left as it is", leftJobs(report).map(leftWords), shown),
    ...list("Look at", notes, shown),
    ...(code === "" ? [] : ["### Declare the trust", fenced("ts", code)]),
    ...migration.changes.slice(0, shown).flatMap((change) => {
      const diff = shownDiff(change);
      return [`### ${markdownSafe(change.path)}`, diff === undefined ? HIDDEN_DIFF : fenced("diff", diff)];
    }),
    ...(steps.length === 0
      ? []
      : [
          "### In this order",
          steps
            .map(({ title, commands }, index) =>
              [`${index + 1}. ${markdownSafe(title)}`, ...commands.map((one) => `   - ${markdownSafe(one)}`)].join(
                "\n",
              ),
            )
            .join("\n"),
        ]),
    ...otherUsesByKind(migration.otherUses).flatMap(([advice, uses]) => [
      ...list("Other uses of credentials, to change by hand", uses.map(otherUseWords), shown),
      `→ ${markdownSafe(advice)}`,
    ]),
    ...list("Taken to be so", assumed, shown),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function head(report: MigrationReport): readonly string[] {
  return [
    `## Migration: ${migrationHeadline(report)}`,
    `${markdownSafe(report.repository)}: ${migrationCounts(report)}.`,
  ];
}

/** Nothing in it ends the fence, and nothing in a fence is markup. */
function fenced(language: string, text: string): string {
  const lines = text
    .replace(/\n$/, "")
    .split("\n")
    .map((line) => terminalSafe(line.replace(/\r$/, "")));
  const longest = Math.max(
    2,
    ...lines.map((line) => Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length))),
  );
  const fence = "`".repeat(longest + 1);
  return [`${fence}${language}`, ...lines, fence].join("\n");
}

function list(title: string, lines: readonly string[], shown: number): readonly string[] {
  const hidden = lines.length - shown;
  return lines.length === 0
    ? []
    : [
        `### ${title}`,
        [
          ...lines.slice(0, shown).map((line) => `- ${markdownSafe(line)}`),
          ...(hidden > 0 ? [`- … and ${hidden} more`] : []),
        ].join("\n"),
      ];
}
