import type { JudgedLogin, JudgedStart } from "../../trust/workflows.js";
import { markdownProse, markdownSafe } from "../escape/markdown.js";
import { grouped } from "../findings/words.js";
import { locationOf, locationWords } from "../location.js";
import { headlineOf, loginsInOrder } from "./headline.js";
import type { WorkflowsReport } from "./report.js";
import {
  askedWords,
  loginWords,
  notFollowedWords,
  organizationWords,
  runReasons,
  runWays,
  runWords,
  startVerdict,
  toldStarts,
  unusedWords,
  VERDICT_WORDS,
} from "./words.js";

/** GitHub takes 65,536 characters in a comment; some are left for what is put around it. */
const MOST_CHARACTERS = 60_000;
/** How many of a kind are shown: as many as fit. */
const SHOWN = [100, 30, 10, 3] as const;
const SHOWN_STARTS = 10;

/** The report for a pull request's comment or a step summary: verdict first. */
export function renderWorkflowsMarkdown(report: WorkflowsReport): string {
  for (const shown of SHOWN) {
    const text = render(report, shown);
    if (text.length <= MOST_CHARACTERS) {
      return text;
    }
  }
  return `${head(report).join("\n\n")}\n\nThe rest is too long for a comment.\n`;
}

function render(report: WorkflowsReport, shown: number): string {
  const { judgement, problems, names } = report;
  const blocks = [
    ...head(report),
    ...list("Could not read", problems, shown, ({ message }) => markdownSafe(message)),
    ...logins(report, shown),
    ...grouped(
      judgement.findings.map((finding) => {
        const location = locationOf(finding.origin);
        return { ...finding, ...(location === undefined ? {} : { location }) };
      }),
    )
      .slice(0, shown)
      .flatMap(({ rule, severity, why, remedy, findings }) =>
        list(
          `${severity} ${markdownSafe(rule)}`,
          findings,
          shown,
          ({ location, where, message }) =>
            `${markdownSafe(location === undefined ? where : locationWords(location))}: ${markdownSafe(message)}`,
          `${markdownProse(why)}<br>→ ${markdownProse(remedy)}`,
        ),
      ),
    ...list("Still by a long-lived key", judgement.byKey, shown, ({ path, login }) =>
      markdownSafe(`${path}:${login.step.line}`),
    ),
    ...list("Trust for this repository that no job here uses", judgement.unused, shown, (one) =>
      markdownSafe(unusedWords(one, names)),
    ),
    ...list("Not followed", judgement.notFollowed, shown, (one) => markdownSafe(notFollowedWords(one))),
    ...list("Taken to be so", report.assumed, shown, markdownSafe),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function head(report: WorkflowsReport): readonly string[] {
  const { words, counts } = headlineOf(report);
  return [
    `## Workflows: ${words}`,
    `${markdownSafe(report.repository)}: ${counts}. Against the trust of ${markdownSafe(report.organization)}, ${markdownSafe(report.trust)}.`,
  ];
}

function logins(report: WorkflowsReport, shown: number): readonly string[] {
  const all = loginsInOrder(report);
  const hidden = all.length - shown;
  return all.length === 0
    ? []
    : [
        "### Jobs that sign in",
        [
          "| verdict | where | started by |",
          "| --- | --- | --- |",
          ...all.slice(0, shown).map((login) => row(login, report)),
        ].join("\n"),
        ...(hidden > 0 ? [`… and ${hidden} more.`] : []),
      ];
}

function row(login: JudgedLogin, report: WorkflowsReport): string {
  const { site, verdict, organization } = login;
  const starts = toldStarts(login, report.names);
  const where = `${markdownSafe(`${site.path}:${site.login.step.line}`)}<br>${markdownSafe(loginWords(login))}`;
  const said =
    organization === undefined
      ? starts.slice(0, SHOWN_STARTS).map((start) => cell(start, report))
      : [markdownSafe(organizationWords(organization))];
  const hidden = starts.length - SHOWN_STARTS;
  return `| **${VERDICT_WORDS[verdict]}** | ${where} | ${[...said, ...(hidden > 0 ? [`… and ${hidden} more`] : [])].join("<br>")} |`;
}

function cell(start: JudgedStart, { names }: WorkflowsReport): string {
  const [run] = start.runs;
  if (run === undefined) {
    return "";
  }
  const asked = askedWords(run, names);
  const lines = [
    `${markdownSafe(start.words)}: ${startVerdict(start)} (${markdownSafe(`${runWords(run)}${asked === "" ? "" : `, ${asked}`}`)})`,
    ...(start.verdict === "admitted" ? [] : runReasons(run, names).map(markdownSafe)),
    ...(start.verdict === "admitted" ? [] : runWays(run, names).map((way) => `→ ${markdownSafe(way)}`)),
  ];
  return lines.join("<br>");
}

function list<T>(
  title: string,
  all: readonly T[],
  shown: number,
  line: (one: T) => string,
  lead?: string,
): readonly string[] {
  const hidden = all.length - shown;
  return all.length === 0
    ? []
    : [
        `### ${title}`,
        ...(lead === undefined ? [] : [lead]),
        [...all.slice(0, shown).map((one) => `- ${line(one)}`), ...(hidden > 0 ? [`- … and ${hidden} more`] : [])].join(
          "\n",
        ),
      ];
}
