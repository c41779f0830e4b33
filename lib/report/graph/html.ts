import { type GraphNodeKind, SEVERITIES } from "../../trust/index.js";
import { badge, chip, details, heading, link, list, note, section } from "../html/blocks.js";
import { type Content, type Html, html } from "../html/html.js";
import { renderPage } from "../html/page.js";
import { type DocumentFinding, type DocumentRule, type GraphDocument, graphDocument } from "./document.js";
import { addressOf } from "./explore/address.js";
import type { GraphReport } from "./report.js";
import { SCRIPT } from "./script.js";
import { GRAPH_STYLE } from "./style.js";
import { KIND_WORDS, number } from "./words.js";

/** One self-contained page: the graph to search and to look around in, and what rules find in words. */
export function renderGraphHtml(report: GraphReport): string {
  const document = graphDocument(report);
  return renderPage({
    title: `Trust of ${document.organization}`,
    header: header(document),
    main: html`${EXPLORER}
${findings(document)}
${undecided(document)}
${section("Not drawn", list(document.notDrawn))}`,
    style: GRAPH_STYLE,
    script: { code: SCRIPT, data: document },
  });
}

function header({
  organization,
  trust,
  scope,
  around,
  nodes,
  findings: found,
  accepted,
  complete,
}: GraphDocument): Html {
  const count = (kind: GraphNodeKind): number => nodes.filter((node) => node.kind === kind).length;
  const kinds = (["issuer", "setting", "account", "team", "repository"] as const).filter(
    (kind) => kind !== "team" || count(kind) > 0,
  );
  const parts = kinds.map((kind) => number(count(kind), KIND_WORDS[kind]));
  return heading({
    kind: "Graph of trust",
    verdict: html`Who may publish what to ${chip(organization)}`,
    ...(complete ? {} : { tone: "warn" }),
    summary: html`${parts.join(", ")}.${complete ? "" : " Not complete: something could not be read, see below."}`,
    facts: [
      ["Read from", chip(trust)],
      [
        "Speaks for",
        scope === "organization"
          ? complete
            ? "the whole organization"
            : "what could be read of the organization"
          : "what is declared; there may be more beside it",
      ],
      ...(around.account === undefined ? [] : [["Around account", chip(around.account)] as const]),
      ...(around.repository === undefined ? [] : [["Around repository", chip(around.repository)] as const]),
      ["Findings", found.length === 0 ? "none" : severityCounts(found)],
      ...(accepted === 0
        ? []
        : [["Accepted by the app", `${accepted.toLocaleString("en")}; check tells them`] as const]),
    ],
  });
}

function severityCounts(found: readonly DocumentFinding[]): Content {
  return SEVERITIES.toReversed().flatMap((severity) => {
    const many = found.filter((finding) => finding.severity === severity).length;
    return many === 0 ? [] : [badge(severity, `${many.toLocaleString("en")} ${severity}`), " "];
  });
}

const SEVERITY_OPTIONS = [
  ["low", "with findings"],
  ["medium", "medium and above"],
  ["high", "high and above"],
  ["critical", "critical"],
].map(([value, text]) => html`<option value="${value}">${text}</option>`);

/** Filled by the script; without one, what rules find still stands below. */
const EXPLORER = html`<noscript><p class="note note-warn">To look around in the graph this page needs its own script. What rules find stands below without it.</p></noscript>
<section id="explorer" class="explorer" aria-labelledby="explorer-title" hidden>
<h2 id="explorer-title" class="visually-hidden">The graph</h2>
<div class="tools" role="search">
<label class="wide">Search<input id="search" type="search" autocomplete="off" spellcheck="false" placeholder="name, claim, value, rule" aria-describedby="status"></label>
<label>Account<select id="account"><option value="">all accounts</option></select></label>
<label>Repository<select id="repository"><option value="">all repositories</option></select></label>
<label class="wide">Findings<select id="severity"><option value="">with or without</option>${SEVERITY_OPTIONS}</select></label>
</div>
<div class="state">
<p id="status" role="status"></p>
<button id="to-details" class="button" type="button" hidden>Details</button>
<button id="clear" class="button" type="button" hidden>Show everything</button>
</div>
<p class="keys" id="keys"><kbd>↑</kbd> <kbd>↓</kbd> move in a column, <kbd>←</kbd> <kbd>→</kbd> along what is joined, <kbd>Enter</kbd> shows what is connected, <kbd>Esc</kbd> steps back, <kbd>/</kbd> searches.</p>
<div id="columns" class="columns" role="group" aria-label="Elements, from issuers to repositories" aria-describedby="keys"></div>
<section id="details" class="details" tabindex="-1" aria-labelledby="details-title" hidden></section>
</section>`;

const MOST_PLACES = 50;

function findings(document: GraphDocument): Html {
  const { findings: found, rules } = document;
  if (found.length === 0) {
    return section("What rules find", note("Nothing.", "good"));
  }
  const nodes = new Map(document.nodes.map((node) => [node.id, node]));
  const place = ({ message, nodes: ids, at }: DocumentFinding): Html => {
    const links = ids.flatMap((id) => {
      const node = nodes.get(id);
      return node === undefined ? [] : [html`<a href="${addressOf(node)}">${chip(node.name)}</a> `];
    });
    return html`<li>${links.length === 0 ? chip(at) : links} ${message}</li>`;
  };
  const rule = ({ id, why, remedy, link: address }: DocumentRule): Html => {
    const own = found.filter((finding) => finding.rule === id);
    const hidden = own.length - MOST_PLACES;
    return details(
      html`${severityCounts(own)}<code>${id}</code> <span class="count">${why}</span>`,
      html`<p>${remedy}.${address === undefined ? undefined : html` ${link(address, "Why")}`}</p>
<ul class="list">${own.slice(0, MOST_PLACES).map(place)}</ul>
${hidden > 0 ? html`<p class="muted">… and ${hidden.toLocaleString("en")} more: search the graph for ${chip(id)}.</p>` : undefined}`,
    );
  };
  return section("What rules find", rules.map(rule), found.length);
}

const MOST_UNKNOWN = 100;

function undecided({ undecided: all }: GraphDocument): Html {
  if (all.length === 0) {
    return html``;
  }
  const hidden = all.length - MOST_UNKNOWN;
  const items = all
    .slice(0, MOST_UNKNOWN)
    .map(
      ({ about, name, field = [], reason, at }) =>
        html`${about}${[...(name === undefined ? [] : [name]), ...field].map((part) => [" ", chip(part)])}: ${reason} ${at === "" ? undefined : html`<span class="muted">at ${chip(at)}</span>`}`,
    );
  return section(
    "Could not tell",
    [
      note("The graph is not complete: this could not be read, and may add elements or what joins them.", "warn"),
      list([...items, ...(hidden > 0 ? [`… and ${hidden.toLocaleString("en")} more`] : [])]),
    ],
    all.length,
  );
}
