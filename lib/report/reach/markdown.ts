import { markdownSafe } from "../escape/markdown.js";
import { type Phrase, renderPhrase } from "../phrase.js";
import type { ReachReport } from "./report.js";
import { type Section, type Sections, sectionsOf } from "./sections.js";

/** GitHub takes 65,536 characters in a comment; some are left for what is put around it. */
const MOST_CHARACTERS = 60_000;
/** How many rows of a section are shown: as many as fit. */
const SHOWN = [100, 30, 10, 3] as const;
const SHOWN_DETAILS = 5;

/** The answer for a comment, a step summary or a page. */
export function renderReachMarkdown(report: ReachReport): string {
  const sections = sectionsOf(report);
  for (const shown of SHOWN) {
    const text = render(sections, shown);
    if (text.length <= MOST_CHARACTERS) {
      return text;
    }
  }
  return `${head(sections).join("\n\n")}\n\nThe rest is too long for a comment.\n`;
}

function render(all: Sections, shown: number): string {
  const { sections, undecided, notLookedAt } = all;
  const blocks = [
    ...head(all),
    ...sections.flatMap((section) => sectionBlocks(section, shown)),
    ...(undecided.length === 0 ? [] : ["### Could not tell all of it", list(undecided, shown)]),
    `<sub>Not looked at: ${notLookedAt}.</sub>`,
  ];
  return `${blocks.join("\n\n")}\n`;
}

function head({ headline, scope }: Sections): readonly string[] {
  return [`## ${safe(headline)}`, safe(scope)];
}

function safe(one: Phrase): string {
  return renderPhrase(one, markdownSafe);
}

function sectionBlocks({ title, lead, head: columns, rows }: Section, shown: number): readonly string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const body = rows.slice(0, shown).map(({ cells, details }) => {
    const below = limited(details.map(safe), SHOWN_DETAILS);
    return line([...cells.slice(0, -1).map(safe), [...cells.slice(-1).map(safe), ...below].join("<br>")]);
  });
  const hidden = rows.length - shown;
  return [
    ...(title === undefined ? [] : [`### ${safe(title)}`]),
    ...lead.map(safe),
    ...(rows.length === 0 ? [] : [[line(columns), line(columns.map(() => "---")), ...body].join("\n")]),
    ...(hidden > 0 ? [`… and ${hidden} more.`] : []),
  ];
}

function list(phrases: readonly Phrase[], shown: number): string {
  return limited(phrases.map(safe), shown)
    .map((text) => `- ${text}`)
    .join("\n");
}

function limited(texts: readonly string[], most: number): readonly string[] {
  const hidden = texts.length - most;
  return hidden > 0 ? [...texts.slice(0, most), `… and ${hidden} more`] : texts;
}
