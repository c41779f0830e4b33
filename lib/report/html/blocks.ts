/** The parts that pages are made of. */
import type { Severity } from "../../trust/index.js";
import type { Phrase } from "../phrase.js";
import { type Content, type Html, html } from "./html.js";

/** How a verdict or a note looks: its words say the same. */
export type Tone = "good" | "warn" | "bad" | "neutral";

export interface Heading {
  /** What kind of report it is, e.g. `Review of trust`. */
  readonly kind: string;
  /** The verdict, in a few words, or what was asked. */
  readonly verdict: Content;
  readonly tone?: Tone;
  /** One sentence below it. */
  readonly summary?: Content;
  /** What the verdict was made from, by name. */
  readonly facts?: readonly (readonly [name: string, value: Content])[];
}

/** The head of a page: verdict first. */
export function heading({ kind, verdict, tone = "neutral", summary, facts = [] }: Heading): Html {
  const shown = facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`);
  return html`<p class="eyebrow">${kind}</p>
<h1><span class="verdict verdict-${tone}">${verdict}</span></h1>
${summary === undefined ? undefined : html`<p>${summary}</p>`}
${shown.length === 0 ? undefined : html`<dl class="facts">${shown}</dl>`}`;
}

/** A severity, or a word of praise. */
export function badge(severity: Severity | "good", word: string = severity): Html {
  return html`<span class="badge badge-${severity}">${word}</span>`;
}

const LONGEST = 300;

/** Text from strangers among words of ours: set off as code, and cut to a length a person reads. */
export function chip(text: string): Html {
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return html`<code>${cut === "" ? " " : cut}</code>`;
}

export function phraseHtml({ words, texts }: Phrase): Html {
  return html`${words.map((word, index) => [word, texts[index] === undefined ? undefined : chip(texts[index])])}`;
}

/** A part of a page under a heading of its own. */
export function section(title: Content, content: Content, count?: number): Html {
  return html`<section class="section"><h2>${title}${count === undefined ? undefined : html` <span class="count">${count}</span>`}</h2>
${content}
</section>`;
}

export function note(content: Content, tone: Tone = "neutral"): Html {
  return html`<p class="note note-${tone}">${content}</p>`;
}

export interface Table {
  /** What it shows; read out, and shown where it is not what the heading above says. */
  readonly caption?: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Content[])[];
  /** Its cells hold so little that it stays a table on a narrow screen, too. */
  readonly isCompact?: boolean;
}

/** A table; on a narrow screen every row is a card. The roles keep it a table there for those who hear it. */
export function table({ caption, columns, rows, isCompact = false }: Table): Html {
  const head = columns.map((name) => html`<th scope="col" role="columnheader">${name}</th>`);
  const body = rows.map(
    (cells) =>
      html`<tr role="row">${cells.map((cell, index) => html`<td role="cell" data-column="${columns[index] ?? ""}">${cell}</td>`)}</tr>\n`,
  );
  return html`<table class="${isCompact ? "rows" : "table"}" role="table">
${caption === undefined ? undefined : html`<caption>${caption}</caption>`}<thead role="rowgroup"><tr role="row">${head}</tr></thead>
<tbody role="rowgroup">
${body}</tbody>
</table>`;
}

export function list(items: readonly Content[]): Html {
  return html`<ul class="list">${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}

/** What is there for those who ask; shown on paper, too, but for what is in a table. */
export function details(summary: Content, content: Content): Html {
  return html`<details><summary>${summary}</summary><div>${content}</div></details>`;
}

/** A link to what explains something, where it is one that a browser follows safely. */
export function link(address: string, text: Content): Html {
  return /^https:\/\//.test(address) ? html`<a href="${address}" rel="noreferrer noopener">${text}</a>` : html`${text}`;
}
