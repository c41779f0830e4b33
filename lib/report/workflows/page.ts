import type { JudgedLogin, JudgedStart, LoginVerdict } from "../../trust/workflows.js";
import { grouped } from "../findings/words.js";
import { badge, chip, details, heading, list, note, section, table } from "../html/blocks.js";
import { type Content, type Html, html } from "../html/html.js";
import { renderPage } from "../html/page.js";
import { locationOf, locationWords } from "../location.js";
import { headlineOf, loginsInOrder } from "./headline.js";
import type { WorkflowsReport } from "./report.js";
import {
  askedWords,
  loginWords,
  narrowedTo,
  notFollowedWords,
  runReasons,
  runWays,
  runWords,
  startVerdict,
  toldStarts,
  unusedWords,
  VERDICT_WORDS,
} from "./words.js";

/** The report as one self-contained page. */
export function renderWorkflowsHtml(report: WorkflowsReport): string {
  const { words, tone, counts } = headlineOf(report);
  return renderPage({
    title: `Workflows of ${report.repository}: ${words}`,
    header: heading({
      kind: "Workflows against trust",
      verdict: words,
      tone,
      summary: counts,
      facts: [
        ["Repository", chip(report.repository)],
        ["Organization", chip(report.organization)],
        ["Trust", chip(report.trust)],
      ],
    }),
    main: html`${mainOf(report)}`,
    style: ".start + .start { margin-top: .8rem; }\n",
  });
}

function mainOf(report: WorkflowsReport): readonly Content[] {
  const { judgement, problems, names, assumed } = report;
  const logins = loginsInOrder(report);
  return [
    part(
      "Could not read",
      problems.map(({ message }) => chip(message)),
    ),
    logins.length === 0
      ? note("No job of these workflows signs in to Cloudsmith.")
      : section(
          "Jobs that sign in",
          table({
            columns: ["Verdict", "Where", "Started by"],
            rows: logins.map((login) => [
              verdictBadge(login.verdict),
              html`${chip(`${login.site.path}:${login.site.login.step.line}`)}<p>${loginWords(login)}</p>`,
              startsCell(login, report),
            ]),
          }),
          logins.length,
        ),
    judgement.findings.length === 0 ? undefined : section("Findings", findings(report), judgement.findings.length),
    part(
      "Still by a long-lived key",
      judgement.byKey.map(({ path, login }) => chip(`${path}:${login.step.line}`)),
    ),
    part(
      "Trust for this repository that no job here uses",
      judgement.unused.map((one) => chip(unusedWords(one, names))),
    ),
    judgement.notFollowed.length === 0
      ? undefined
      : details(
          html`Not followed <span class="count">${judgement.notFollowed.length}</span>`,
          list(judgement.notFollowed.map((one) => chip(notFollowedWords(one)))),
        ),
    part("Taken to be so", assumed),
  ];
}

function part(title: string, items: readonly Content[]): Content {
  return items.length === 0 ? undefined : section(title, list(items), items.length);
}

function verdictBadge(verdict: LoginVerdict): Html {
  switch (verdict) {
    case "admitted":
      return badge("good", VERDICT_WORDS[verdict]);
    case "refused":
    case "partly":
      return badge("high", VERDICT_WORDS[verdict]);
    case "unknown":
      return badge("medium", VERDICT_WORDS[verdict]);
    default:
      return badge("low", VERDICT_WORDS[verdict]);
  }
}

function startsCell(login: JudgedLogin, report: WorkflowsReport): Content {
  const { organization } = login;
  if (organization !== undefined) {
    const meant = organization.meant === undefined ? undefined : html`; did you mean ${chip(organization.meant)}?`;
    return html`<p>it signs in to the organization ${chip(organization.asked)}${meant}</p>`;
  }
  return toldStarts(login, report.names).map((start) => startBlock(start, report));
}

function startBlock(start: JudgedStart, { names }: WorkflowsReport): Content {
  const [run] = start.runs;
  if (run === undefined) {
    return undefined;
  }
  const asked = askedWords(run, names);
  const isIn = start.verdict === "admitted";
  const [other] = narrowedTo(start);
  return html`<div class="start"><p><strong>${start.words}</strong>: ${startVerdict(start)}</p>
<p class="muted">${runWords(run)}${asked === "" ? undefined : `, ${asked}`}</p>
${isIn ? undefined : runReasons(run, names).map((reason) => html`<p>${chip(reason)}</p>`)}
${isIn ? undefined : runWays(run, names).map((way) => html`<p>→ ${way}</p>`)}
${other === undefined ? undefined : html`<p class="muted">but not from every ref, e.g. not ${runWords(other)}</p>`}</div>`;
}

function findings({ judgement }: WorkflowsReport): Content {
  const located = judgement.findings.map((finding) => {
    const location = locationOf(finding.origin);
    return { ...finding, ...(location === undefined ? {} : { location }) };
  });
  return table({
    columns: ["Severity", "Rule", "Where", "What to do"],
    rows: grouped(located).map(({ rule, severity, why, remedy, findings: found }) => [
      badge(severity),
      html`${chip(rule)}<p>${why}</p>`,
      found.map(
        ({ location, where, message }) =>
          html`<p>${chip(location === undefined ? where : locationWords(location))} ${message}</p>`,
      ),
      remedy,
    ]),
  });
}
