import type { JudgedLogin, JudgedStart, LoginVerdict } from "../../trust/workflows.js";
import { terminalSafe } from "../escape/terminal.js";
import { type FindingGroup, grouped } from "../findings/words.js";
import { locationOf, locationWords } from "../location.js";
import { type Paint, PLAIN } from "../paint.js";
import { headlineOf, loginsInOrder } from "./headline.js";
import type { WorkflowsReport } from "./report.js";
import {
  askedWords,
  loginWords,
  narrowedTo,
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

const SHOWN = 50;
const SHOWN_PLACES = 10;
const SHOWN_STARTS = 10;

/** The report for a person: who is refused and why, what could not be told, who is let in, what rules find. */
export function renderWorkflowsText(report: WorkflowsReport, paint: Paint = PLAIN): string {
  const { judgement, problems, names } = report;
  const logins = loginsInOrder(report);
  const findings = judgement.findings.map((finding) => ({ ...finding, location: locationOf(finding.origin) }));
  const blocks = [
    head(report, paint),
    list(
      "Could not read",
      problems.map(({ message }) => terminalSafe(message)),
      paint.bad,
    ),
    ...logins.slice(0, SHOWN).map((login) => loginLines(login, report, paint)),
    logins.length > SHOWN ? [paint.dim(`… and ${logins.length - SHOWN} more; --format json has them all`)] : [],
    ...grouped(
      findings.map(({ location, ...finding }) => ({ ...finding, ...(location === undefined ? {} : { location }) })),
    ).map((group) => groupLines(group, paint)),
    list(
      "Still by a long-lived key (cloudsmith-trust migrate turns them over)",
      judgement.byKey.map(({ path, login, frames }) =>
        terminalSafe(`${path}:${login.step.line}: job ${(frames[frames.length - 1] ?? frames[0]).job.id}`),
      ),
      paint.warn,
    ),
    list(
      "Trust for this repository that no job here uses",
      judgement.unused.map((one) => terminalSafe(unusedWords(one, names))),
      paint.dim,
    ),
    list(
      "Not followed",
      judgement.notFollowed.map((one) => terminalSafe(notFollowedWords(one))),
      paint.dim,
    ),
    list("Taken to be so", report.assumed.map(terminalSafe), paint.dim),
  ];
  const shown = blocks.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
  return `${shown.join("\n\n")}\n`;
}

function head(report: WorkflowsReport, paint: Paint): readonly string[] {
  const { words, tone, counts } = headlineOf(report);
  const colour = { good: paint.good, bad: paint.bad, warn: paint.warn, neutral: paint.bold }[tone];
  return [
    `${colour(paint.bold(words.toUpperCase()))}  ${paint.bold(terminalSafe(report.repository))}${counts === "" ? "" : `: ${counts}`}`,
    paint.dim(`  against the trust of ${terminalSafe(report.organization)} (${terminalSafe(report.trust)})`),
  ];
}

function verdictMark(verdict: LoginVerdict, paint: Paint): string {
  const word = paint.bold(VERDICT_WORDS[verdict].toUpperCase());
  switch (verdict) {
    case "admitted":
      return paint.good(word);
    case "refused":
    case "partly":
      return paint.bad(word);
    case "unknown":
      return paint.warn(word);
    default:
      return paint.dim(word);
  }
}

function loginLines(login: JudgedLogin, report: WorkflowsReport, paint: Paint): readonly string[] {
  const { site, verdict, organization } = login;
  const starts = toldStarts(login, report.names);
  const place = terminalSafe(`${site.path}:${site.login.step.line}`);
  const hidden = starts.length - SHOWN_STARTS;
  return [
    `${verdictMark(verdict, paint)}  ${paint.bold(place)}  ${terminalSafe(loginWords(login))}`,
    ...(organization === undefined ? [] : [`  ${terminalSafe(organizationWords(organization))}`]),
    ...starts.slice(0, SHOWN_STARTS).flatMap((start) => startLines(start, report, paint)),
    ...(hidden > 0 ? [paint.dim(`  … and ${hidden} more starts`)] : []),
  ];
}

function startLines(start: JudgedStart, { names }: WorkflowsReport, paint: Paint): readonly string[] {
  const [run] = start.runs;
  if (run === undefined) {
    return [];
  }
  const { verdict } = start;
  const mark = verdict === "admitted" ? paint.good("✓") : verdict === "unknown" ? paint.warn("?") : paint.bad("✗");
  const asked = askedWords(run, names);
  const by = run.settings.length === 0 ? "" : `, by ${run.settings.slice(0, 3).join(", ")}`;
  const line = `${start.words}: ${startVerdict(start)}${verdict === "admitted" ? by : ""} (${runWords(run)}${asked === "" ? "" : `, ${asked}`})`;
  const [other] = narrowedTo(start);
  return [
    `  ${mark} ${terminalSafe(line)}`,
    ...(verdict === "admitted" ? [] : runReasons(run, names).map((reason) => `      ${terminalSafe(reason)}`)),
    ...(verdict === "admitted" ? [] : runWays(run, names).map((way) => paint.dim(`      → ${terminalSafe(way)}`))),
    ...(other === undefined
      ? []
      : [paint.dim(`      but not from every ref, e.g. not ${terminalSafe(runWords(other))}`)]),
  ];
}

function groupLines({ rule, severity, why, remedy, findings }: FindingGroup, paint: Paint): readonly string[] {
  const hidden = findings.length - SHOWN_PLACES;
  const isGrave = severity === "critical" || severity === "high";
  const mark = isGrave ? paint.bad(paint.bold(severity)) : paint.warn(severity);
  return [
    `${mark} ${paint.bold(terminalSafe(rule))}  ${terminalSafe(why)}`,
    ...findings.slice(0, SHOWN_PLACES).map(({ message, location, where }) => {
      const place = location === undefined ? where : locationWords(location);
      return `  - ${terminalSafe(place)}: ${terminalSafe(message)}`;
    }),
    ...(hidden > 0 ? [paint.dim(`  … and ${hidden} more`)] : []),
    `  → ${terminalSafe(remedy)}`,
  ];
}

function list(title: string, lines: readonly string[], colour: (text: string) => string): readonly string[] {
  const hidden = lines.length - SHOWN;
  return lines.length === 0
    ? []
    : [
        colour(title),
        ...lines.slice(0, SHOWN).map((line) => `  - ${line}`),
        ...(hidden > 0 ? [`  … and ${hidden} more`] : []),
      ];
}
