import type { FileLocation, Locate } from "../location.js";
import { plainWords } from "../phrase.js";
import { renderSarif } from "../sarif/render.js";
import { reachFindings } from "./findings.js";
import type { ReachReport } from "./report.js";
import { sectionsOf } from "./sections.js";
import { foundWords } from "./words.js";

export interface ReachSarifOptions {
  /** Of this package. */
  readonly version: string;
  readonly locate?: Locate;
  /** See {@link SarifReport.fallback}. */
  readonly fallback?: FileLocation;
}

/** What is reached as SARIF: one result for each way, at the line that gives it, and no alert of security. */
export function renderReachSarif(report: ReachReport, { version, locate, fallback }: ReachSarifOptions): string {
  const { headline, scope, undecided, notLookedAt } = sectionsOf(report);
  const results = reachFindings(report, locate);
  return renderSarif({
    command: "reach",
    asked: `${report.reach.question} ${report.asked}`,
    version,
    results,
    notes: [
      `${plainWords(headline)}: ${foundWords(report.reach, results.length)}`,
      plainWords(scope),
      ...undecided.map((one) => `could not tell: ${plainWords(one)}`),
      `not looked at: ${notLookedAt}`,
    ],
    complete: undecided.length === 0,
    isInventory: true,
    ...(fallback === undefined ? {} : { fallback }),
  });
}
