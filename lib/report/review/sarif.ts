import type { FileLocation } from "../location.js";
import { renderSarif } from "../sarif/render.js";
import { contextWarnings, contextWords } from "./context.js";
import { type Locate, reviewItems } from "./items.js";
import type { ReviewReport } from "./report.js";
import { counts, undecidedWords, verdictWords } from "./words.js";

export interface ReviewSarifOptions {
  /** Of this package. */
  readonly version: string;
  readonly locate?: Locate;
  /** Where results without a file of their own are shown. @default - nowhere */
  readonly fallback?: FileLocation;
}

/** The review as SARIF: what weakens the reviewer, what is gained and what rules say now. */
export function renderReviewSarif(report: ReviewReport, { version, locate, fallback }: ReviewSarifOptions): string {
  const { review, context, names } = report;
  return renderSarif({
    command: "review",
    version,
    results: reviewItems(report, locate),
    notes: [
      `${review.scope.organization}: ${verdictWords(review)} (${counts(review)})`,
      ...(context === undefined ? [] : [contextWords(context), ...contextWarnings(context, names)]),
      ...review.undecided.map((each) => `could not tell: ${undecidedWords(each, names)}`),
    ],
    complete: review.undecided.length === 0,
    ...(fallback === undefined ? {} : { fallback }),
  });
}
