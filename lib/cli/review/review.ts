import {
  gravest,
  type ReviewReport,
  renderReviewJson,
  renderReviewMarkdown,
  renderReviewText,
} from "../../report/index.js";
import { PLAIN } from "../../report/paint.js";
import { checkTrust, reviewTrust, type TrustReview } from "../../trust/index.js";
import type { ReviewOptions } from "../commands/review.js";
import { EXIT } from "../exit-codes.js";
import { fails, writeReport } from "../options/output.js";
import { namesOf } from "../private/names.js";
import { paintFor } from "../private/terminal.js";
import { readSides } from "./sides.js";

/**
 * Reviews a change of trust.
 *
 * @returns the exit code
 */
export async function review(options: ReviewOptions): Promise<number> {
  const { before, after, sameExpressions, guards } = await readSides(options);
  const judged = reviewTrust(before.model, after.model, {
    findings: { before: checkTrust(before.model).findings, after: checkTrust(after.model).findings },
    sameExpressions,
    ...(guards === undefined ? {} : { guards }),
  });
  const exitCode = exitCodeOf(judged, options);
  // Set before printing: a reader that goes away ends us with it.
  process.exitCode = exitCode;
  const names = new Map([...namesOf(before.model), ...namesOf(after.model)]);
  await writeReport(render({ review: judged, before: before.where, after: after.where, names }, options), options);
  return exitCode;
}

function exitCodeOf(judged: TrustReview, options: ReviewOptions): number {
  if (judged.undecided.length > 0) {
    return EXIT.error;
  }
  return fails(options, gravest(judged)) ? EXIT.finding : EXIT.ok;
}

function render(report: ReviewReport, { format, output }: ReviewOptions): string {
  switch (format) {
    case "json":
      return renderReviewJson(report);
    case "markdown":
      return renderReviewMarkdown(report);
    case "text":
      return renderReviewText(report, output === undefined ? paintFor(process.stdout) : PLAIN);
  }
}
