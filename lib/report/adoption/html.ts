import { badge, chip, heading, list, note, phraseHtml, section, table } from "../html/blocks.js";
import { type Content, type Html, html } from "../html/html.js";
import { renderPage } from "../html/page.js";
import { type AdoptionReport, isComplete } from "./report.js";
import { countsOf, sectionsOf } from "./sections.js";

/** An adoption as one self-contained page, for those who have to judge what was found. */
export function renderAdoptionHtml(report: AdoptionReport): string {
  const { organization, trust, output, engine, grants, accepted } = report;
  const sections = sectionsOf({ ...report, accepted: [] });
  return renderPage({
    title: `Adoption of ${organization}`,
    header: heading({
      kind: "Adoption of trust",
      verdict: verdictOf(report),
      tone: !isComplete(report) || accepted.length > 0 ? "warn" : "good",
      summary: countsOf(report),
      facts: [
        ["Organization", chip(organization)],
        ["Read from", chip(trust)],
        ["App", chip(output)],
        ["Provider", engine === "packed" ? "packed in this package" : "the registry's"],
        ["Grants", grants === "additive" ? "what is not declared is left alone" : "what is not declared is revoked"],
      ],
    }),
    main: html`${[
      accepted.length === 0 ? undefined : acceptedSection(report),
      sections.map(({ title, lead, rows }) =>
        section(title, html`<p>${lead}</p>\n${list(rows.map(phraseHtml))}`, rows.length),
      ),
      note(
        html`The first plan imports, and changes nothing: ${chip("npm install && npm run plan")} in the folder of the app.`,
      ),
    ]}`,
  });
}

function verdictOf({ accepted, leftOut, notRead }: AdoptionReport): string {
  const open = accepted.length === 0 ? "" : `, ${accepted.length} open as found`;
  const missing = leftOut.length + notRead.length;
  return missing === 0 ? `Adopted whole${open}` : `Adopted in part: ${missing} not in the app${open}`;
}

function acceptedSection(report: AdoptionReport): Html {
  const { accepted } = report;
  const [open] = sectionsOf(report);
  return section(
    "Open trust, accepted as it was found",
    html`<p>${open?.lead}</p>
${table({
  columns: ["Severity", "What", "Found", "Accepted in"],
  rows: accepted.map(({ severity, rule, what, name, message, file, line }): readonly Content[] => [
    badge(severity),
    html`${what} ${chip(name)}`,
    html`${message} <div class="muted">${rule}</div>`,
    chip(line === undefined ? file : `${file}:${line}`),
  ]),
})}`,
    accepted.length,
  );
}
