import { terminalSafe } from "../escape/terminal.js";
import { type Paint, PLAIN } from "../paint.js";
import { renderPhrase } from "../phrase.js";
import type { AdoptionReport } from "./report.js";
import { countsOf, sectionsOf } from "./sections.js";

const SHOWN_ROWS = 50;

/** For a person: what was written, what has to be looked at, what to do next. */
export function renderAdoptionText(report: AdoptionReport, paint: Paint = PLAIN): string {
  const { trust, output } = report;
  const blocks = [
    [paint.bold(`Adopted ${terminalSafe(trust)} into ${terminalSafe(output)}`), `  ${countsOf(report)}`],
    ...sectionsOf(report).map(({ title, lead, rows, urgent }) => {
      const hidden = rows.length - SHOWN_ROWS;
      return [
        urgent ? paint.warn(paint.bold(title)) : paint.bold(title),
        `  ${lead}`,
        ...rows.slice(0, SHOWN_ROWS).map((row) => `  - ${renderPhrase(row, terminalSafe)}`),
        ...(hidden > 0 ? [`  … and ${hidden} more; README.md has them all`] : []),
      ];
    }),
    [
      `${paint.bold("Next")}: read it, then npm install && npm run plan in that folder.`,
      paint.dim("  The first plan imports, and changes nothing. README.md has the rest."),
    ],
  ];
  return `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}
