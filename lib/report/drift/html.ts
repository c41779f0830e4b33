import { compareDriftSeverities, type Drift, type DriftSection, gravestDrift } from "../../trust/index.js";
import { badge, chip, details, heading, list, note, section, type Tone, table } from "../html/blocks.js";
import { type Content, type Html, html } from "../html/html.js";
import { renderPage } from "../html/page.js";
import { type DriftReport, driftsOf, SECTIONS } from "./report.js";
import {
  changeWords,
  countsOf,
  EXPLAINED,
  effectLines,
  momentWords,
  notLooked,
  openWords,
  organizationWords,
  REMEDIES,
  stackWords,
  TITLES,
  verdictOf,
} from "./words.js";

/** Beyond this nobody reads on. */
const SHOWN = 500;

/** The drift as one self-contained page: the verdict, each part with its effect and author, what could not be told. */
export function renderDriftHtml(report: DriftReport): string {
  const { undecided, names, at, live } = report;
  const verdict = verdictOf(report);
  const worst = gravestDrift(report.fresh);
  const counts = countsOf(report);
  const parts: readonly (Html | undefined)[] = [
    undecided.length === 0
      ? undefined
      : section(
          "Could not tell",
          html`${note("This report is partial: what follows is what was found, and more may be there.", "bad")}
${list(undecided.slice(0, SHOWN).map((each) => openWords(each, names)))}${hidden(undecided)}`,
          undecided.length,
        ),
    ...SECTIONS.map((each) => part(report, each)),
    acceptedPart(report),
    withoutEffect(report),
    section("What was looked at", looked(report)),
  ];
  return renderPage({
    title: `${verdict}: drift of ${organizationWords(report)}`,
    header: heading({
      kind: "Drift of trust",
      verdict,
      tone: toneOf(report),
      summary: html`${chip(organizationWords(report))}${counts === "" ? "" : `: ${counts}`}.`,
      facts: [
        ...(worst === "none" ? [] : [["Gravest", badge(worst)] as const]),
        ["Looked at", momentWords(at)],
        ...(live === undefined ? [] : [["Live", chip(live)] as const]),
      ],
    }),
    main: html`${parts}`,
    style: STYLE,
  });
}

function toneOf({ fresh, undecided }: DriftReport): Tone {
  const worst = gravestDrift(fresh);
  if (worst === "critical" || worst === "high") {
    return "bad";
  }
  return worst === "none" && undecided.length === 0 ? "good" : "warn";
}

function hidden(all: readonly unknown[]): Html | undefined {
  const more = all.length - SHOWN;
  return more > 0 ? html`<p class="muted">… and ${more} more; --format json has them all.</p>` : undefined;
}

function part(report: DriftReport, which: DriftSection): Html | undefined {
  const drifts = driftsOf(report, which)
    .filter(({ severity }) => severity !== "none")
    .toSorted((a, b) => compareDriftSeverities(b.severity, a.severity));
  return drifts.length === 0
    ? undefined
    : section(
        TITLES[which],
        html`<p class="muted">${EXPLAINED[which]} ${REMEDIES[which]}</p>${driftTable(drifts, report)}`,
        drifts.length,
      );
}

function driftTable(drifts: readonly Drift[], report: DriftReport): Html {
  const isAuthored = drifts.some((drift) => drift.author !== undefined);
  const columns = ["Severity", "What", "Effect", ...(isAuthored ? ["Who and when"] : [])];
  const rows = drifts
    .slice(0, SHOWN)
    .map((drift) => [severityOf(drift), what(drift), effect(drift, report), ...(isAuthored ? [author(drift)] : [])]);
  return html`<div class="wide">${table({ columns, rows })}</div>${hidden(drifts)}`;
}

function severityOf({ severity }: Drift): Content {
  return severity === "none" ? html`<span class="muted">none</span>` : badge(severity);
}

function what({ kind, name, what: happened, at, stack }: Drift): Html {
  const place = html`at ${chip(at)}${stack === undefined ? undefined : html` of stack ${chip(stack)}`}`;
  return html`<p class="muted">${kind}</p><p class="who">${chip(name)}</p><p>${happened}</p><p class="muted">${place}</p>`;
}

function effect(drift: Drift, { names, expired }: DriftReport): Html {
  const lines = effectLines(drift, names);
  const ended = expired.find((each) => each.drift === drift)?.acceptance;
  const values = drift.changes.map((change) => html`<li>${chip(changeWords(change))}</li>`);
  return html`${lines.length === 0 ? undefined : html`<ul class="plain">${lines.map((line) => html`<li>${line}</li>`)}</ul>`}<p class="muted">${drift.because}</p>${
    ended === undefined ? undefined : html`<p>was accepted until ${ended.until}: ${ended.reason}</p>`
  }${details("Values and fingerprint", html`${values.length === 0 ? undefined : html`<ul class="plain">${values}</ul>`}<p class="muted">fingerprint ${chip(drift.fingerprint)}</p>`)}`;
}

function author({ author: who }: Drift): Html {
  return who === undefined
    ? html`<span class="muted">not known</span>`
    : html`<p>${chip(who.actor)} <span class="muted">${who.kind}</span></p><p class="muted">${momentWords(who.at)}</p><p class="muted">${who.event}</p>`;
}

function acceptedPart({ accepted, unused }: DriftReport): Html | undefined {
  if (accepted.length + unused.length === 0) {
    return undefined;
  }
  const rows = accepted
    .slice(0, SHOWN)
    .map(({ drift, acceptance }) => [severityOf(drift), what(drift), acceptance.reason, acceptance.until]);
  const shown = rows.length === 0 ? undefined : table({ columns: ["Severity", "What", "Why", "Until"], rows });
  const idle =
    unused.length === 0
      ? undefined
      : html`<p class="muted">${unused.length} acceptances of the baseline are of what is no longer there.</p>`;
  return section(
    "Accepted by the baseline",
    html`<div class="wide">${shown}</div>${hidden(accepted)}${idle}`,
    accepted.length,
  );
}

function withoutEffect(report: DriftReport): Html | undefined {
  const idle = report.fresh.filter(({ severity }) => severity === "none");
  return idle.length === 0
    ? undefined
    : section(
        "Without effect",
        details("Changes by which nobody gains or loses anything", driftTable(idle, report)),
        idle.length,
      );
}

function looked(report: DriftReport): Html {
  const left = notLooked(report);
  const lines: readonly Content[] = [
    ...report.stacks.map(stackWords),
    ...report.notes,
    ...(left.length === 0 ? [] : [`Not looked at: ${left.join("; ")}.`]),
  ];
  return lines.length === 0 ? html`<p class="muted">No stack.</p>` : list(lines);
}

const STYLE = `
.facts > div { align-items: center; }
td .who, td .who code { font-weight: 600; }
td .plain { display: grid; gap: .2rem; padding: 0; }
td details { margin-top: .4rem; font-size: .875rem; }
td details summary { padding: .25rem .6rem; font-weight: 500; }
td details > :not(summary) { margin: 0 .6rem .6rem; }
@media (min-width: 641px) {
  .wide table { table-layout: fixed; }
  .wide th:nth-child(1) { width: 7rem; }
  .wide th:nth-child(2) { width: 30%; }
  .wide th:nth-child(4) { width: 12rem; }
  .table th:last-child, .table td:last-child { padding-right: 0; }
}
`;
