import { heading, list, note, phraseHtml, section, table } from "../html/blocks.js";
import { type Content, type Html, html } from "../html/html.js";
import { renderPage } from "../html/page.js";
import type { ReachReport } from "./report.js";
import { type Row, type Section, sectionsOf } from "./sections.js";

/** The answer as one self-contained page. */
export function renderReachHtml(report: ReachReport): string {
  const { headline, scope, sections, undecided, notLookedAt } = sectionsOf(report);
  return renderPage({
    title: `Reach: ${report.asked}`,
    header: heading({
      kind: "Reach of trust",
      verdict: phraseHtml(headline),
      tone: undecided.length === 0 ? "neutral" : "warn",
      summary: phraseHtml(scope),
    }),
    main: html`${[
      sections.map(sectionHtml),
      undecided.length === 0
        ? undefined
        : section("Could not tell all of it", list(undecided.map(phraseHtml)), undecided.length),
      note(`Not looked at: ${notLookedAt}.`),
    ]}`,
  });
}

function sectionHtml({ title, head, lead, rows }: Section): Html {
  const content = html`${[
    lead.map((one) => html`<p>${phraseHtml(one)}</p>`),
    rows.length === 0 ? undefined : table({ columns: head.map(capital), rows: rows.map(cellsOf) }),
  ]}`;
  return title === undefined ? html`<div class="stack">${content}</div>` : section(phraseHtml(title), content);
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function cellsOf({ cells, details }: Row): readonly Content[] {
  const below = details.map((detail) => html`<div class="muted">${phraseHtml(detail)}</div>`);
  return cells.map((cell, index) =>
    index === cells.length - 1 ? html`<div>${phraseHtml(cell)}</div>${below}` : phraseHtml(cell),
  );
}
