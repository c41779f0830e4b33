import { chip, heading, list, note, section, table } from "../html/blocks.js";
import { type Content, type Html, html } from "../html/html.js";
import { renderPage } from "../html/page.js";
import { changedJobs, leftJobs, type MigrationReport } from "./report.js";
import {
  HIDDEN_DIFF,
  leftWords,
  migrationCounts,
  migrationHeadline,
  otherUsesByKind,
  otherUseWords,
  shownDiff,
} from "./words.js";

/** The report as one self-contained page. */
export function renderMigrationHtml(report: MigrationReport): string {
  const isLeft = leftJobs(report).length > 0 || report.problems.length > 0;
  const headline = migrationHeadline(report);
  return renderPage({
    title: `Migration of ${report.repository}: ${headline}`,
    header: heading({
      kind: "From long-lived keys to trust",
      verdict: headline,
      tone: isLeft ? "warn" : report.migration.jobs.length > 0 ? "neutral" : "good",
      summary: migrationCounts(report),
      facts: [["Repository", chip(report.repository)]],
    }),
    main: html`${mainOf(report)}`,
    style: "pre.lines { display: grid; }\n.added { color: var(--good); }\n.removed { color: var(--high); }\n",
  });
}

function mainOf(report: MigrationReport): readonly Content[] {
  const { migration, problems, code, steps, assumed } = report;
  const notes = migration.jobs.flatMap(({ path, job, notes: own }) => own.map((one) => `${path}: job ${job}: ${one}`));
  return [
    part(
      "Could not read",
      problems.map(({ message }) => chip(message)),
    ),
    migration.jobs.length === 0 ? note("No job of these workflows uses a long-lived key.") : undefined,
    part(
      "Signs in by OIDC from now on",
      changedJobs(report).map(({ path, job, line }) => html`${chip(`${path}:${line}`)} job ${job}`),
    ),
    part("Left as it is", leftJobs(report).map(leftWords)),
    part("Look at", notes),
    code === "" ? undefined : section("Declare the trust", linesOf(code)),
    ...migration.changes.map((change) => section(html`Change ${chip(change.path)}`, diffOf(shownDiff(change)))),
    steps.length === 0
      ? undefined
      : section(
          "In this order",
          html`<ol class="list">${steps.map(
            ({ title, commands }) =>
              html`<li>${title}${commands.length === 0 ? undefined : linesOf(commands.join("\n"))}</li>`,
          )}</ol>`,
        ),
    migration.otherUses.length === 0
      ? undefined
      : section(
          "Other uses of credentials, to change by hand",
          table({
            columns: ["Where", "What to do"],
            rows: otherUsesByKind(migration.otherUses).map(([advice, uses]) => [
              uses.map((use) => html`<p>${chip(otherUseWords(use))}</p>`),
              advice,
            ]),
          }),
          migration.otherUses.length,
        ),
    part("Taken to be so", assumed),
  ];
}

function part(title: string, items: readonly Content[]): Content {
  return items.length === 0 ? undefined : section(title, list(items), items.length);
}

function diffOf(diff: string | undefined): Content {
  if (diff === undefined) {
    return note(HIDDEN_DIFF, "warn");
  }
  return linesOf(diff, (line) => (line.startsWith("+") ? "added" : line.startsWith("-") ? "removed" : "same"));
}

/** Each line as an element of its own: inside of a text a line break would be shown as an escape. */
function linesOf(text: string, kindOf?: (line: string) => string): Html {
  const lines = text.replace(/\n$/, "").split("\n");
  return html`<pre class="lines">${lines.map((line) => {
    const shown = line.replace(/\r$/, "");
    return html`<code class="${kindOf?.(line) ?? "same"}">${shown === "" ? " " : shown}</code>`;
  })}</pre>`;
}
