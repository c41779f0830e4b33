import type { TrustModel } from "../../model.js";
import { reviewTrust, type TrustReview } from "../../review/index.js";
import { CHANGE_RULES } from "../../rules/change/check.js";
import { checkTrust } from "../../rules/index.js";

/**
 * A drift as a review from what is declared to what is live. Rules on changes say nothing of it: nobody is about to make
 * this one, and both sides hold no more than whom it concerns, so that "no CI job any more" would be said of a part.
 */
export function reviewDrift(declared: TrustModel, live: TrustModel): TrustReview {
  const review = reviewTrust(declared, live, {
    findings: { before: checkTrust(declared).findings, after: checkTrust(live).findings },
  });
  return { ...review, newFindings: review.newFindings.filter(({ rule }) => !OF_CHANGES.has(rule)) };
}

const OF_CHANGES: ReadonlySet<string> = new Set(CHANGE_RULES.map(({ id }) => id));
