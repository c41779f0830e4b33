import { badge, chip, heading, list, section, table } from "../html/blocks.js";
import { type Content, html } from "../html/html.js";
import { renderPage } from "../html/page.js";
import { type BatchReport, batchHeadline, refusedFirst } from "./report.js";

/** The answers as one self-contained page: refused ones first. */
export function renderBatchHtml(report: BatchReport): string {
  const { batch, answers, unanswered } = report;
  const headline = batchHeadline(report);
  const isRefused = answers.some(({ admitted }) => !admitted);
  return renderPage({
    title: `Explanation of a batch: ${headline}`,
    header: heading({
      kind: "Explanation of a batch",
      verdict: headline,
      tone: isRefused ? "bad" : unanswered.length > 0 ? "warn" : "good",
      facts: [["Batch", chip(batch)]],
    }),
    main: html`${[
      answers.length === 0 ? undefined : section("Answers", answerTable(report), answers.length),
      unanswered.length === 0
        ? undefined
        : section(
            "Could not tell",
            list(unanswered.map(({ line, message }) => html`line ${line}: ${chip(message)}`)),
            unanswered.length,
          ),
    ]}`,
  });
}

function answerTable(report: BatchReport): Content {
  return table({
    columns: ["Line", "Id", "Account", "Outcome", "By"],
    rows: refusedFirst(report).map(({ line, id, account, admitted, reason = "", settings }): readonly Content[] => [
      line,
      id === undefined ? "none" : chip(id),
      chip(account),
      admitted ? badge("good", "admitted") : badge("high", "refused"),
      admitted ? settings.map((name) => html`<div>${chip(name)}</div>`) : chip(reason),
    ]),
  });
}
