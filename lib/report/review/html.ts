import { type AccessChange, type Gain, notReviewed, type ReviewedAccess } from "../../trust/index.js";
import { badge, chip, details, heading, link, list, note, section, type Tone, table } from "../html/blocks.js";
import { type Content, type Html, html } from "../html/html.js";
import { renderPage } from "../html/page.js";
import { type Names, nameOf } from "../names.js";
import { contextWarnings, contextWords } from "./context.js";
import { findingPlace, placeWords } from "./places.js";
import { gravest, type ReviewReport } from "./report.js";
import { counts, predicateOf, scopeOf, undecidedWords, verdictWords, waysOf } from "./words.js";

/** Beyond this nobody reads on. */
const SHOWN = 500;
const SHOWN_REPOSITORIES = 5;
const SHOWN_ORIGINS = 3;
const SHOWN_SETTINGS = 3;

/** The review as one self-contained page: the verdict, what weakens the reviewer, who gains and who loses. */
export function renderReviewHtml(report: ReviewReport): string {
  const { review, names } = report;
  const { weakened, gained, lost, newFindings, undecided } = review;
  const rows = <T>(all: readonly T[], row: (one: T) => readonly Content[]) => all.slice(0, SHOWN).map(row);
  const parts: readonly (Html | undefined)[] = [
    contextNotes(report),
    weakened.length === 0
      ? undefined
      : section(
          "Weakens the reviewer",
          html`${note("Look at these first: they decide what this review and later ones can see.", "bad")}
<div class="wide">${table({
            columns: ["Severity", "Where", "What"],
            rows: rows(weakened, ({ severity, where, message }) => [badge(severity), chip(where), message]),
          })}</div>${hidden(weakened)}`,
          weakened.length,
        ),
    changes("Gained", gained, "gained", report),
    changes("Lost", lost, "lost", report),
    newFindings.length === 0 ? undefined : section("New findings", findingsTable(report), newFindings.length),
    undecided.length === 0
      ? undefined
      : section(
          "Could not tell",
          html`${note("While any of this is open, the verdict is not complete.", "warn")}
${list(undecided.slice(0, SHOWN).map((each) => undecidedWords(each, names)))}${hidden(undecided)}`,
          undecided.length,
        ),
    section(
      "What was compared",
      html`<p>${sentence(scopeOf(review, report.context))}.</p><p class="muted">Not looked at:</p>${list(notReviewed(review))}`,
    ),
  ];
  const verdict = verdictWords(review);
  const worst = gravest(review);
  return renderPage({
    title: `${verdict}: review of ${review.scope.organization}`,
    header: heading({
      kind: "Review of trust",
      verdict,
      tone: toneOf(report),
      summary: html`${chip(review.scope.organization)}: ${counts(review)}.`,
      facts: [
        ...(worst === undefined ? [] : [["Gravest", badge(worst)] as const]),
        ["Before", chip(report.before)],
        ["After", chip(report.after)],
      ],
    }),
    main: html`${parts}`,
    style: STYLE,
  });
}

function sentence(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

function toneOf({ review }: ReviewReport): Tone {
  const worst = gravest(review);
  if (worst === "critical" || worst === "high") {
    return "bad";
  }
  const calm = review.direction === "unchanged" || review.direction === "narrowed";
  return calm && worst === undefined && review.undecided.length === 0 ? "good" : "warn";
}

function contextNotes({ context, names }: ReviewReport): Html | undefined {
  return context === undefined
    ? undefined
    : html`<div class="notes">${[
        note(html`${sentence(contextWords(context))}.`),
        ...contextWarnings(context, names).map((warning) => note(warning, "warn")),
      ]}</div>`;
}

function hidden(all: readonly unknown[]): Html | undefined {
  const more = all.length - SHOWN;
  return more > 0 ? html`<p class="muted">… and ${more} more; --format json has them all.</p>` : undefined;
}

function findingsTable(report: ReviewReport): Html {
  const all = report.review.newFindings;
  const groups = new Map<string, Finding[]>();
  for (const finding of all.slice(0, SHOWN)) {
    const key = `${finding.rule} ${finding.severity}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  const rows = [...groups.values()].flatMap(([first, ...more]): (readonly Content[])[] => {
    if (first === undefined) {
      return [];
    }
    const { severity, rule, why, remedy, link: address } = first;
    return [
      [
        badge(severity),
        html`<p class="who">${address === undefined ? rule : link(address, rule)}</p><p class="muted">${why}</p>`,
        [first, ...more].map((each) => html`<p>${chip(findingPlace(each, report))}<br>${each.message}</p>`),
        remedy,
      ],
    ];
  });
  return html`<div class="wide">${table({ columns: ["Severity", "Rule", "Where and what", "Remedy"], rows })}</div>${hidden(all)}`;
}

type Finding = ReviewReport["review"]["newFindings"][number];

function changes(
  title: string,
  all: readonly (Gain | AccessChange)[],
  kind: "gained" | "lost",
  report: ReviewReport,
): Html | undefined {
  if (all.length === 0) {
    return undefined;
  }
  const rows = all
    .slice(0, SHOWN)
    .map((change) => [
      "severity" in change ? badge(change.severity) : html`<span class="muted">lost</span>`,
      who(change, kind, report.names),
      what(change, report),
      shownBy(change, kind),
    ]);
  const columns = [kind === "gained" ? "Severity" : "Change", "Who", "What", "Shown by"];
  return section(title, html`<div class="wide">${table({ columns, rows })}</div>${hidden(all)}`, all.length);
}

function who(change: AccessChange | Gain, kind: "gained" | "lost", names: Names): Html {
  const predicate = html`<p>${predicateOf(change, kind, names)}${change.certain ? undefined : " (perhaps)"}</p>`;
  const because = "because" in change ? html`<p class="muted">${change.because}</p>` : undefined;
  return html`<p class="who">${subject(change, names)}</p>${predicate}${because}`;
}

function subject({ subject: whose }: AccessChange, names: Names): Html {
  switch (whose.kind) {
    case "account":
      return chip(nameOf(whose.account, names));
    case "team":
      return html`team ${chip(nameOf(whose.team, names))}`;
    case "user":
      return html`user ${chip(whose.user)}`;
    case "organization":
      return html`everyone in the organization`;
    case "anyone":
      return html`anyone, without an account`;
  }
}

function what(change: AccessChange, report: ReviewReport): Html {
  const { access, by, origins } = change;
  const { names } = report;
  const more = access.length - SHOWN_REPOSITORIES;
  const lines = [
    ...access.slice(0, SHOWN_REPOSITORIES).map((each) => accessLine(each, by, names)),
    ...(more > 0 ? [html`<li class="muted">… and ${more} more repositories</li>`] : []),
  ];
  const places = [...new Set(origins.slice(0, SHOWN_ORIGINS).map((origin) => placeWords(origin, report)))];
  return html`${lines.length > 0 ? html`<ul class="plain">${lines}</ul>` : by === "admission" ? html`<p class="muted">no repository that is known of</p>` : undefined}${places.length === 0 ? undefined : html`<p class="muted">at ${places.map((place, index) => [index === 0 ? "" : ", ", chip(place)])}</p>`}`;
}

function accessLine({ repository, before, after, paths }: ReviewedAccess, by: AccessChange["by"], names: Names): Html {
  const level =
    by === "admission"
      ? html`<strong>${before === "None" ? after : before}</strong>`
      : html`${before} → <strong>${after}</strong>`;
  return html`<li>${level} on ${chip(nameOf(repository, names))} <span class="muted">by ${waysOf(paths, names)}</span></li>`;
}

function shownBy({ witness, by, subject: { kind: whose } }: AccessChange, kind: "gained" | "lost"): Content {
  if (witness === undefined) {
    const words = whose === "account" ? "no job is let in as it" : "people and accounts that are there already";
    return html`<span class="muted">${whose === "anyone" ? "the world" : words}</span>`;
  }
  const { words, settings, claims } = witness;
  const word = by === "admission" ? (kind === "gained" ? "Now let in: " : "No longer let in: ") : "For example ";
  const more = settings.length - SHOWN_SETTINGS;
  const by_ = settings.slice(0, SHOWN_SETTINGS).map((name, index) => [index === 0 ? "" : ", ", chip(name)]);
  return html`<p>${word}${words}</p><p class="muted">by ${by_}${more > 0 ? ` and ${more} more` : undefined}</p>${details("Its token", tokenLines(claims))}`;
}

function tokenLines(claims: NonNullable<AccessChange["witness"]>["claims"]): Html {
  const lines = Object.entries(claims).map(
    ([name, value]) => html`${name}: ${JSON.stringify(value) ?? ""}
`,
  );
  return html`<pre>${lines}</pre>`;
}

const STYLE = `
.facts > div { align-items: center; }
.notes { display: grid; gap: .5rem; }
.notes > * { min-width: 0; }
td .who, td .who code { font-weight: 600; }
td .plain { display: grid; gap: .2rem; }
td details { margin-top: .4rem; font-size: .875rem; }
td details summary { padding: .25rem .6rem; font-weight: 500; }
td details > :not(summary) { margin: 0 .6rem .6rem; }
@media (min-width: 641px) {
  .wide table { table-layout: fixed; }
  .wide th:nth-child(1) { width: 7rem; }
  .wide th:nth-child(2), .wide th:nth-child(3):not(:last-child) { width: 29%; }
  .table th:last-child, .table td:last-child { padding-right: 0; }
}
`;
