import {
  type ReviewOptions,
  reviewTrust,
  type TrustFileValue,
  type TrustModel,
  type TrustReview,
} from "../../../lib/trust/index.js";
import { trust } from "../support.js";

/** The review of two trust files, each given as what differs from the example world. */
export function review(
  before: Partial<TrustFileValue>,
  after: Partial<TrustFileValue>,
  options: ReviewOptions = {},
): TrustReview {
  return reviewTrust(trust(before), trust(after), options);
}

/** What changed, as one short text a change. */
export function told({ direction, gained, lost }: TrustReview): {
  direction: string;
  gained: string[];
  lost: string[];
} {
  const subjectOf = (change: TrustReview["lost"][number]): string => {
    const { subject } = change;
    switch (subject.kind) {
      case "account":
        return subject.account;
      case "team":
        return `team ${subject.team}`;
      case "user":
        return `user ${subject.user}`;
      default:
        return subject.kind;
    }
  };
  const line = (change: TrustReview["lost"][number]): string =>
    [
      change.by,
      subjectOf(change),
      ...change.access.map(({ repository, before, after }) => `${repository} ${before}→${after}`),
      ...(change.role === undefined ? [] : [`${change.role.before ?? "none"}→${change.role.after ?? "none"}`]),
    ].join(" ");
  return {
    direction,
    gained: gained.map((gain) => `${gain.severity}: ${line(gain)}`),
    lost: lost.map(line),
  };
}

/** The same model as what an app declares: what is missing in it may be elsewhere. */
export function declared(model: TrustModel): TrustModel {
  return { ...model, scope: "declared", unknowns: [] };
}
