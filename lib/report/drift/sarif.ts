import type { FileLocation } from "../location.js";
import { renderSarif } from "../sarif/render.js";
import { driftItems, type LocateDrift } from "./items.js";
import type { DriftReport } from "./report.js";
import { openWords, stackWords, verdictLine } from "./words.js";

export interface DriftSarifOptions {
  /** Of this package. */
  readonly version: string;
  readonly locate?: LocateDrift;
  /** Where results without a file of their own are shown. @default - nowhere */
  readonly fallback?: FileLocation;
}

/** The drift as SARIF; what a baseline accepts is suppressed in it. */
export function renderDriftSarif(report: DriftReport, { version, locate, fallback }: DriftSarifOptions): string {
  const accepted = report.accepted.flatMap(({ drift, acceptance: { reason, until } }) =>
    driftItems({ ...report, fresh: [drift] }, locate).map((item) => ({ ...item, acceptance: { reason, until } })),
  );
  return renderSarif({
    command: "drift",
    version,
    results: [...driftItems(report, locate), ...accepted],
    notes: [
      verdictLine(report),
      ...report.stacks.map(stackWords),
      ...report.notes,
      ...report.undecided.map((each) => `could not tell: ${openWords(each, report.names)}`),
    ],
    complete: report.undecided.length === 0,
    ...(fallback === undefined ? {} : { fallback }),
  });
}
