import { badge, chip, details, heading, link, list, note, section, type Tone, table } from "../html/blocks.js";
import { type Content, type Html, html } from "../html/html.js";
import { renderPage } from "../html/page.js";
import { locationWords, whereWords } from "../location.js";
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

/** Findings as one self-contained page: verdict first, then each rule with its places. */
export function renderFindingsHtml(report: FindingsReport): string {
  const { acceptances, breakGlass, findings, undecided, notLooked, names } = report;
  return renderPage({
    title: `Check of trust: ${report.organization}`,
    header: headOf(report),
    main: html`${[
      breakGlass.map((use) => note(html`<strong>Break-glass:</strong> ${breakGlassWords(use)}`, "bad")),
      grouped(findings).map(groupSection),
      acceptances.length === 0 ? undefined : section("Accepted", acceptanceTable(acceptances), acceptances.length),
      undecided.length === 0
        ? undefined
        : section("Could not tell", list(undecided.map((each) => chip(undecidedWords(each, names)))), undecided.length),
      notLooked.length === 0
        ? undefined
        : details(`Not looked at (${notLooked.length})`, list(notLooked.map((each) => notLookedWords(each)))),
    ]}`,
  });
}

const TONES = { grave: "bad", some: "warn", none: "good" } as const;

function headOf(report: FindingsReport): Html {
  const tone: Tone = TONES[weightOf(report)];
  const verdict = verdictOf(report);
  const counts = countsOf(report);
  return heading({
    kind: "Check of trust",
    verdict: `${verdict.charAt(0).toUpperCase()}${verdict.slice(1)}`,
    tone,
    ...(counts === "" ? {} : { summary: counts }),
    facts: [
      ["Organization", chip(report.organization)],
      ["Read from", chip(report.trust)],
      ["Scope", scopeWords(report)],
    ],
  });
}

function groupSection({ rule, severity, why, remedy, link: address, findings }: FindingGroup): Html {
  return section(
    html`${badge(severity)} ${rule}`,
    html`<p>${why}</p>
${table({
  columns: ["Where", "What"],
  rows: findings.map(({ message, location, ...about }): readonly Content[] => [
    html`${chip(whereWords(about))}${location === undefined ? undefined : html`<div class="muted">${chip(locationWords(location))}</div>`}`,
    message,
  ]),
})}
<p><strong>Remedy:</strong> ${remedy}${address === undefined ? undefined : html` (${link(address, "more about it")})`}</p>`,
    findings.length,
  );
}

function acceptanceTable(acceptances: readonly ReportedAcceptance[]): Html {
  return table({
    columns: ["Rule", "Where", "How long", "Reason"],
    rows: acceptances.map((acceptance): readonly Content[] => [
      acceptance.rule,
      chip(acceptance.path),
      acceptance.status === "holds"
        ? acceptanceWords(acceptance)
        : html`<strong>${acceptanceWords(acceptance)}</strong>`,
      acceptance.reason,
    ]),
  });
}
