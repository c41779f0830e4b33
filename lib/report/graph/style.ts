/** What the page of a graph looks like beside what all pages share. */
export const GRAPH_STYLE = `
.page-header, main { max-width: 100rem; }
.explorer { display: grid; gap: 1rem; }
.tools { display: grid; grid-template-columns: minmax(12rem, 2fr) repeat(3, minmax(9rem, 1fr)); gap: .75rem 1rem; align-items: end; }
.tools label { display: grid; gap: .25rem; font-size: .875rem; font-weight: 600; color: var(--muted); min-width: 0; }
.tools input, .tools select { font: inherit; font-size: 1rem; font-weight: 400; width: 100%; min-width: 0; min-height: 2.5rem; padding: .35rem .6rem; color: var(--text); background: var(--raised); border: 1px solid var(--strong-line); border-radius: 6px; }
.state { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1rem; background: var(--surface); border: 1px solid var(--line); border-radius: 8px; padding: .55rem .9rem; }
.state p { flex: 1 1 20rem; min-width: 0; overflow-wrap: anywhere; }
.button { font: inherit; font-size: .9375rem; font-weight: 600; min-height: 2.25rem; padding: .2rem .8rem; color: var(--link); background: var(--raised); border: 1px solid var(--strong-line); border-radius: 6px; cursor: pointer; }
.keys { font-size: .875rem; color: var(--muted); }
.keys kbd { font: .8125rem var(--mono); border: 1px solid var(--line); border-bottom-width: 2px; border-radius: 4px; padding: 0 .3rem; background: var(--surface); }
.columns { position: relative; display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1.35fr) minmax(0, 1.1fr) minmax(0, .9fr) minmax(0, 1.1fr); gap: 1rem clamp(1.5rem, 3vw, 3.5rem); align-items: start; }
.column { display: grid; gap: .5rem; min-width: 0; }
.column > h3 { font-size: .9375rem; color: var(--muted); position: sticky; top: 0; background: var(--ground); padding-block: .25rem; z-index: 2; }
.column ul { display: grid; gap: .4rem; }
.entry { position: relative; z-index: 1; display: grid; gap: .15rem; width: 100%; text-align: left; font: inherit; font-size: .9375rem; line-height: 1.4; color: var(--text); background: var(--raised); border: 1px solid var(--line); border-radius: 8px; padding: .5rem .7rem; cursor: pointer; box-shadow: var(--shadow); overflow-wrap: anywhere; }
.entry:hover { border-color: var(--accent); }
.entry.near { border-color: var(--accent); background: var(--accent-ground); }
.entry[aria-pressed="true"] { border: 2px solid var(--accent); background: var(--accent-ground); padding: calc(.5rem - 1px) calc(.7rem - 1px); }
.entry-name { font-weight: 600; unicode-bidi: isolate; }
.entry-about { color: var(--muted); font-size: .8438rem; unicode-bidi: isolate; }
.entry-group { border-style: dashed; border-color: var(--strong-line); }
.entry-marks { display: block; }
.claim { display: block; }
.claim-name { font-weight: 600; }
.tag { display: inline-block; font-size: .8125rem; border: 1px dashed var(--strong-line); border-radius: 4px; padding: 0 .35rem; color: var(--text); }
.level { display: inline-block; font-size: .8125rem; font-weight: 650; border-radius: 4px; padding: 0 .4rem; border: 1px solid var(--strong-line); color: var(--text); background: var(--surface); }
.level-admin, .level-manager { border-color: var(--high-line); background: var(--high-ground); color: var(--high); }
.level-write { border-color: var(--accent); background: var(--accent-ground); color: var(--text); }
.more { font: inherit; font-size: .875rem; font-weight: 600; width: 100%; min-height: 2.25rem; color: var(--link); background: none; border: 1px dashed var(--strong-line); border-radius: 8px; cursor: pointer; position: relative; z-index: 1; }
.lines { position: absolute; inset: 0; width: 100%; height: 100%; pointer-events: none; z-index: 0; }
.lines path { fill: none; stroke: var(--strong-line); opacity: .55; }
.lines path.near { stroke: var(--accent); opacity: 1; }
.details { border: 1px solid var(--line); border-radius: 8px; background: var(--surface); padding: 1rem clamp(.9rem, 3vw, 1.5rem) 1.5rem; }
.details h2 .count { display: block; }
.stack-wide > * + * { margin-top: 1.1rem; }
.details caption { color: var(--text); font-weight: 600; }
.choose { font: inherit; color: var(--link); background: none; border: 0; padding: .1rem 0; text-decoration: underline; text-underline-offset: .15em; cursor: pointer; text-align: left; overflow-wrap: anywhere; unicode-bidi: isolate; }
.finding { border-left: 4px solid var(--line); padding-left: .8rem; }
@media (max-width: 900px) {
  .columns { grid-template-columns: minmax(0, 1fr); gap: 1.5rem; }
  .lines { display: none; }
  .tools { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .wide { grid-column: span 2; }
  .keys { display: none; }
  .column > h3 { position: static; font-size: 1rem; }
}
@media (hover: none) { .keys { display: none; } }
@media print { .tools, .state button, .keys, .more { display: none; } .column > h3 { position: static; } .entry { box-shadow: none; } }
`;
