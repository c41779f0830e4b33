import { markdownSafe } from "../escape/markdown.js";
import { type BatchReport, batchHeadline, refusedFirst } from "./report.js";

/** GitHub takes 65,536 characters in a comment; some are left for what is put around it. */
const MOST_CHARACTERS = 60_000;
/** How many lines are shown: as many as fit. */
const SHOWN = [300, 100, 30, 10] as const;

/** The answers for a comment or a step summary: refused ones first. */
export function renderBatchMarkdown(report: BatchReport): string {
  for (const shown of SHOWN) {
    const text = render(report, shown);
    if (text.length <= MOST_CHARACTERS) {
      return text;
    }
  }
  return `${head(report).join("\n\n")}\n\nThe rest is too long for a comment.\n`;
}

function head(report: BatchReport): readonly string[] {
  return [`## Batch: ${batchHeadline(report)}`, `${markdownSafe(report.batch)}.`];
}

function render(report: BatchReport, shown: number): string {
  const { answers, unanswered } = report;
  const rows = refusedFirst(report)
    .slice(0, shown)
    .map(({ line, id, account, admitted, reason, settings }) => {
      const why = admitted ? settings.map(markdownSafe).join(", ") : markdownSafe(reason ?? "");
      const outcome = admitted ? "admitted" : "**refused**";
      return `| ${line} | ${id === undefined ? "" : markdownSafe(id)} | ${markdownSafe(account)} | ${outcome} | ${why} |`;
    });
  const blocks = [
    ...head(report),
    ...(rows.length === 0
      ? []
      : [["| line | id | account | outcome | by |", "| --- | --- | --- | --- | --- |", ...rows].join("\n")]),
    ...more(answers.length - shown),
    ...(unanswered.length === 0
      ? []
      : [
          "### Could not tell",
          unanswered
            .slice(0, shown)
            .map(({ line, message }) => `- line ${line}: ${markdownSafe(message)}`)
            .join("\n"),
          ...more(unanswered.length - shown),
        ]),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function more(hidden: number): readonly string[] {
  return hidden > 0 ? [`… and ${hidden} more.`] : [];
}
