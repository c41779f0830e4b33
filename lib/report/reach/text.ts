import { terminalSafe } from "../escape/terminal.js";
import { type Paint, PLAIN } from "../paint.js";
import { type Phrase, renderPhrase } from "../phrase.js";
import type { ReachReport } from "./report.js";
import { type Section, sectionsOf } from "./sections.js";

const SHOWN_ROWS = 50;
const SHOWN_DETAILS = 5;

/** The answer for a person: who, at which level, through what; what could not be told, and what was not looked at. */
export function renderReachText(report: ReachReport, paint: Paint = PLAIN): string {
  const { headline, scope, sections, undecided, notLookedAt } = sectionsOf(report);
  const blocks = [
    [paint.bold(safe(headline)), paint.dim(`  ${safe(scope)}`)],
    ...sections.map((section) => sectionLines(section, paint)),
    undecided.length === 0
      ? []
      : [
          paint.warn(paint.bold("Could not tell all of it")),
          ...limited(
            undecided.map((one) => `  - ${safe(one)}`),
            SHOWN_ROWS,
            "  - ",
          ),
        ],
    [paint.dim(`Not looked at: ${notLookedAt}.`)],
  ];
  const shown = blocks.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
  return `${shown.join("\n\n")}\n`;
}

function safe(one: Phrase): string {
  return renderPhrase(one, terminalSafe);
}

function sectionLines({ title, lead, rows }: Section, paint: Paint): readonly string[] {
  const cells = rows.slice(0, SHOWN_ROWS).map((row) => row.cells.map(safe));
  const widths = columnWidths(cells);
  const lines = cells.flatMap((row, index) => [
    `  ${row.map((cell, column) => cell.padEnd(column === row.length - 1 ? 0 : (widths[column] ?? 0))).join("  ")}`,
    ...limited(
      (rows[index]?.details ?? []).map((detail) => paint.dim(`      ← ${safe(detail)}`)),
      SHOWN_DETAILS,
      "      ",
    ),
  ]);
  const hidden = rows.length - SHOWN_ROWS;
  return [
    ...(title === undefined ? [] : [paint.bold(safe(title))]),
    ...lead.map((note) => `  ${safe(note)}`),
    ...lines,
    ...(hidden > 0 ? [`  … and ${hidden} more; --format json has them all`] : []),
  ];
}

/** Wider than this a cell stands out of its column. */
const WIDEST = 40;

function columnWidths(rows: readonly (readonly string[])[]): readonly number[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length: count }, (_, column) =>
    Math.max(0, ...rows.map((row) => row[column]?.length ?? 0).filter((width) => width <= WIDEST)),
  );
}

function limited(lines: readonly string[], most: number, indent: string): readonly string[] {
  const hidden = lines.length - most;
  return hidden > 0 ? [...lines.slice(0, most), `${indent}… and ${hidden} more`] : lines;
}
