/**
 * The look that all pages share: tokens for the light and the dark theme, and the parts that `blocks` makes.
 *
 * Every pair of text and ground has a contrast of at least 4.5 (WCAG 2.2, AA); severities are told by their word and the
 * badge's border, too, never by colour alone.
 */
const TOKENS = `
:root {
  color-scheme: light dark;
  --ground: #ffffff; --surface: #f5f7f9; --raised: #ffffff; --line: #d3d9e0; --strong-line: #7b8794;
  --text: #1a2027; --muted: #55606c; --link: #0a58a8; --accent: #0a58a8; --accent-ground: #e6f0fb; --code: #eef1f4;
  --critical: #ffffff; --critical-ground: #8c1024; --critical-line: #5d0715;
  --high: #7a1f05; --high-ground: #ffe3d6; --high-line: #c2410c;
  --medium: #5a4000; --medium-ground: #fff0c2; --medium-line: #a87900;
  --low: #114078; --low-ground: #e0edfb; --low-line: #4b83c3;
  --good: #0b4f27; --good-ground: #dcf3e3; --good-line: #2b8a4e;
  --shadow: 0 1px 2px rgb(16 24 32 / 8%), 0 1px 6px rgb(16 24 32 / 6%);
  --sans: ui-sans-serif, system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0e1217; --surface: #151b22; --raised: #1b232c; --line: #2d3742; --strong-line: #7d8a98;
    --text: #e4e9ef; --muted: #a1adba; --link: #82bdff; --accent: #82bdff; --accent-ground: #16304c; --code: #232d38;
    --critical: #2b0208; --critical-ground: #ff8792; --critical-line: #ffc0c6;
    --high: #ffc09f; --high-ground: #4a1c08; --high-line: #ff8a4c;
    --medium: #ffe099; --medium-ground: #41320a; --medium-line: #d3a62c;
    --low: #b5d7ff; --low-ground: #132d49; --low-line: #5d98d8;
    --good: #a6e9bb; --good-ground: #113820; --good-line: #46a86a;
    --shadow: 0 0 0 1px rgb(0 0 0 / 40%);
  }
}`;

const BASE = `
*, ::before, ::after { box-sizing: border-box; }
html { font: 16px/1.5 var(--sans); -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--text); overflow-wrap: break-word; }
h1, h2, h3, p, ul, ol, dl, dd, table, figure { margin: 0; }
h1 { font-size: 1.6rem; line-height: 1.25; font-weight: 700; text-wrap: balance; }
h2 { font-size: 1.15rem; line-height: 1.35; }
h3 { font-size: 1rem; }
a { color: var(--link); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
main:focus { outline: none; }
[hidden] { display: none !important; }
code { font: .875em/1.45 var(--mono); background: var(--code); border-radius: 4px; padding: .08em .35em; overflow-wrap: anywhere; unicode-bidi: isolate; box-decoration-break: clone; -webkit-box-decoration-break: clone; }
.skip { position: absolute; left: -999rem; top: 0; z-index: 9; background: var(--raised); padding: .6rem 1rem; }
.skip:focus { left: .5rem; top: .5rem; }
.visually-hidden { position: absolute; width: 1px; height: 1px; margin: -1px; padding: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; border: 0; }
.page-header, main { max-width: 72rem; margin-inline: auto; padding-inline: clamp(1rem, 4vw, 2rem); }
.page-header { padding-block: 2rem 1rem; display: grid; gap: .6rem; }
main { padding-block: .5rem 4rem; display: grid; gap: 2rem; }
main > *, .page-header > *, .section > *, .list > *, .plain > *, .facts > div > * { min-width: 0; }
.eyebrow { color: var(--muted); font-size: .875rem; font-weight: 600; letter-spacing: .01em; }
.muted { color: var(--muted); }
.facts { display: flex; flex-wrap: wrap; gap: .35rem 1.5rem; color: var(--muted); font-size: .9375rem; }
.facts > div { display: flex; flex-wrap: wrap; gap: .4rem; min-width: 0; }
.facts dt { font-weight: 600; }
.verdict-good::before, .verdict-warn::before, .verdict-bad::before { content: ""; display: inline-block; width: .6em; height: .6em; margin-right: .5em; border-radius: 50%; background: var(--strong-line); }
.verdict-good::before { background: var(--good-line); }
.verdict-warn::before { background: var(--high-line); border-radius: 2px; transform: rotate(45deg); }
.verdict-bad::before { background: var(--critical-ground); border-radius: 2px; }`;

const PARTS = `
.badge { display: inline-block; font-size: .8125rem; line-height: 1.4; font-weight: 650; padding: .05rem .5rem; border: 1px solid var(--strong-line); border-radius: 1rem; white-space: nowrap; }
.badge-critical { color: var(--critical); background: var(--critical-ground); border: 2px solid var(--critical-line); text-transform: uppercase; letter-spacing: .02em; }
.badge-high { color: var(--high); background: var(--high-ground); border: 2px solid var(--high-line); }
.badge-medium { color: var(--medium); background: var(--medium-ground); border-color: var(--medium-line); }
.badge-low { color: var(--low); background: var(--low-ground); border: 1px dashed var(--low-line); }
.badge-good { color: var(--good); background: var(--good-ground); border-color: var(--good-line); }
.section { display: grid; gap: .75rem; }
.section > h2 { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem .5rem; padding-bottom: .35rem; border-bottom: 1px solid var(--line); }
.count { color: var(--muted); font-weight: 500; font-size: .9375rem; font-variant-numeric: tabular-nums; }
.note { border-left: 4px solid var(--strong-line); background: var(--surface); padding: .65rem .9rem; border-radius: 0 6px 6px 0; }
.note-good { border-color: var(--good-line); }
.note-warn { border-color: var(--high-line); }
.note-bad { border-color: var(--critical-ground); }
.plain { list-style: none; padding: 0; }
.list { padding-left: 1.25rem; display: grid; gap: .3rem; }
table { width: 100%; border-collapse: collapse; font-size: .9375rem; }
caption { text-align: left; color: var(--muted); padding-bottom: .4rem; }
th, td { text-align: left; vertical-align: top; padding: .55rem .75rem .55rem 0; border-bottom: 1px solid var(--line); }
th { color: var(--muted); font-weight: 600; font-size: .875rem; white-space: nowrap; }
.table td:last-child { overflow-wrap: anywhere; }
@media (min-width: 641px) { .table th:first-child:nth-last-child(2) { width: 38%; } }
td > * + *, .stack > * + * { margin-top: .25rem; }
details { border: 1px solid var(--line); border-radius: 8px; background: var(--surface); }
summary { cursor: pointer; padding: .6rem .9rem; font-weight: 600; }
details > :not(summary) { margin: 0 .9rem .9rem; }
pre { margin: 0; padding: .75rem .9rem; background: var(--code); border-radius: 6px; font: .8125rem/1.5 var(--mono); white-space: pre-wrap; overflow-wrap: anywhere; }
pre code { background: none; padding: 0; font: inherit; }`;

/** On a narrow screen a row of a table is a card, and every cell says which column it is. */
const NARROW = `
@media (max-width: 640px) {
  .page-header { padding-block: 1.25rem .5rem; }
  h1 { font-size: 1.35rem; }
  .badge { white-space: normal; }
  .rows td:last-child { overflow-wrap: anywhere; padding-right: 0; }
  .table, .table > caption, .table > tbody, .table tr, .table td { display: block; }
  .table > thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  .table tr { border: 1px solid var(--line); border-radius: 8px; padding: .6rem .8rem; margin-bottom: .75rem; background: var(--surface); }
  .table td { border: 0; padding: .25rem 0; }
  .table td::before { content: attr(data-column); display: block; color: var(--muted); font-size: .8125rem; font-weight: 600; }
}
@media (prefers-reduced-motion: reduce) { *, ::before, ::after { transition: none !important; animation: none !important; scroll-behavior: auto !important; } }
@media (forced-colors: active) { .verdict::before { border: .3em solid CanvasText; } }`;

const PRINT = `
@media print {
  :root {
    --ground: #fff; --surface: #fff; --raised: #fff; --text: #000; --muted: #444; --line: #bbb; --code: #f1f1f1; --link: #000;
    --strong-line: #888; --accent: #0a58a8; --accent-ground: #fff;
    --critical: #fff; --critical-ground: #8c1024; --critical-line: #5d0715; --high: #7a1f05; --high-ground: #fff; --high-line: #c2410c;
    --medium: #5a4000; --medium-ground: #fff; --medium-line: #a87900; --low: #114078; --low-ground: #fff; --low-line: #4b83c3;
    --good: #0b4f27; --good-ground: #fff; --good-line: #2b8a4e;
  }
  html { font-size: 11pt; }
  .skip { display: none; }
  .badge, .verdict::before { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  tr, .note, details, h2 { break-inside: avoid; }
  h2, thead { break-after: avoid; }
  :not(td) > details::details-content { content-visibility: visible; block-size: auto; }
  a[href^="https"]::after { content: " (" attr(href) ")"; font-size: .8em; }
}`;

export const STYLE = `${TOKENS}${BASE}${PARTS}${NARROW}${PRINT}\n`;
