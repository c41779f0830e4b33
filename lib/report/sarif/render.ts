import { compareSeverities } from "../../trust/index.js";
import { jsonText } from "../escape/json.js";
import type { SarifReport } from "./report.js";
import { resultsOf } from "./results.js";
import { rulesOf } from "./rules.js";
import { sarifSafe } from "./text.js";

/**
 * Findings as one SARIF 2.1.0 document, as GitHub's code scanning takes it: files relative to the repository's root
 * (`%SRCROOT%`) and never outside of it, accepted findings as suppressed.
 *
 * Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/, GitHub's "SARIF support for code scanning".
 */
export function renderSarif(whole: SarifReport): string {
  const report = fitting(whole);
  const rules = rulesOf(report);
  const results = resultsOf(
    report,
    rules.map(({ id }) => id),
  );
  const notes = [...report.notes, ...withoutFile(results)];
  return `${jsonText({
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "cloudsmith-trust", semanticVersion: report.version, rules } },
        automationDetails: { id: categoryOf(report) },
        columnKind: "utf16CodeUnits",
        invocations: [
          {
            executionSuccessful: report.complete,
            toolExecutionNotifications: notes.map((note) => ({
              level: report.complete ? "note" : "warning",
              message: { text: sarifSafe(note) },
            })),
          },
        ],
        results,
      },
    ],
  })}\n`;
}

/**
 * Code scanning refuses a run with more results, all of it.
 * Source: GitHub's "SARIF support for code scanning", on limits of files and objects.
 */
export const MOST_SARIF_RESULTS = 25_000;

function fitting(report: SarifReport): SarifReport {
  const hidden = report.results.length - MOST_SARIF_RESULTS;
  if (hidden <= 0) {
    return report;
  }
  const gravestFirst = report.results.toSorted((a, b) => compareSeverities(b.severity, a.severity));
  const note = `${hidden} more ${hidden === 1 ? "result is" : "results are"} left out, since code scanning takes ${MOST_SARIF_RESULTS} at most: see another format`;
  return { ...report, results: gravestFirst.slice(0, MOST_SARIF_RESULTS), notes: [...report.notes, note] };
}

/** Code scanning passes over what has no file, and does not say so. */
function withoutFile(results: ReturnType<typeof resultsOf>): readonly string[] {
  const many = results.filter(({ locations }) => locations.every((each) => !("physicalLocation" in each))).length;
  return many === 0
    ? []
    : [
        `${many} ${many === 1 ? "result has" : "results have"} no file, so code scanning shows none of them: run this in the repository of the app, where cdktf.json is`,
      ];
}

const LONGEST_ASKED = 100;

/** What GitHub takes for the category of an analysis: all before the last `/`. */
function categoryOf({ command, asked }: SarifReport): string {
  const about = asked?.replaceAll(/[^\w.@-]+/g, "-").slice(0, LONGEST_ASKED);
  return `cloudsmith-trust/${command}/${about === undefined ? "" : `${about}/`}`;
}
