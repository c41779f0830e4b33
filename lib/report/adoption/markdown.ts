import { markdownSafe } from "../escape/markdown.js";
import { renderPhrase } from "../phrase.js";
import type { AdoptionReport } from "./report.js";
import { countsOf, sectionsOf } from "./sections.js";

/** For a pull request, and for the README of the app. */
export function renderAdoptionMarkdown(report: AdoptionReport): string {
  const blocks = [
    `## Adopted from ${markdownSafe(report.trust)}`,
    `${countsOf(report)}.`,
    ...sectionsOf(report).flatMap(({ title, lead, rows }) => [
      `### ${title}`,
      lead,
      rows.map((row) => `- ${renderPhrase(row, markdownSafe)}`).join("\n"),
    ]),
  ];
  return `${blocks.join("\n\n")}\n`;
}
