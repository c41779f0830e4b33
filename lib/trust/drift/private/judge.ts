import type { TrustModel } from "../../model.js";
import { reviewTrust, type TrustReview } from "../../review/index.js";
import { checkTrust } from "../../rules/index.js";

/** A drift as a review from what is declared to what is live. */
export function reviewDrift(declared: TrustModel, live: TrustModel): TrustReview {
  return reviewTrust(declared, live, {
    findings: { before: checkTrust(declared).findings, after: checkTrust(live).findings },
  });
}
