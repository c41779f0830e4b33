import type { FileLocation } from "../location.js";
import { renderSarif } from "../sarif/render.js";
import type { SarifResult } from "../sarif/report.js";
import type { FindingsReport } from "./report.js";
import { breakGlassWords, notLookedWords, undecidedWords } from "./words.js";

export interface FindingsSarifOptions {
  /** Of this package. */
  readonly version: string;
  /** The command that reports. @default "check" */
  readonly command?: string;
  /** See {@link SarifReport.fallback}. */
  readonly fallback?: FileLocation;
}

/** Findings as SARIF; what is accepted is in it as suppressed. */
export function renderFindingsSarif(report: FindingsReport, options: FindingsSarifOptions): string {
  const { findings, acceptances, breakGlass, undecided, notLooked, names } = report;
  const { version, command = "check", fallback } = options;
  const suppressed = acceptances.flatMap(({ reason, until, findings: through }): readonly SarifResult[] =>
    through.map((finding) => ({ ...finding, acceptance: { reason, until } })),
  );
  return renderSarif({
    command,
    version,
    results: [...findings, ...suppressed],
    notes: [
      ...breakGlass.map(breakGlassWords),
      ...undecided.map((each) => `could not tell: ${undecidedWords(each, names)}`),
      ...notLooked.map((each) => `not looked at: ${notLookedWords(each)}`),
    ],
    complete: undecided.length === 0,
    ...(fallback === undefined ? {} : { fallback }),
  });
}
