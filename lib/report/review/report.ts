import { compareSeverities, type Finding, type Severity, type TrustReview } from "../../trust/index.js";

/** What `review` reports: a judgement on a change of trust, and what it was made from. */
export interface ReviewReport {
  readonly review: TrustReview;
  /** Where either side was read: a file, a directory, an organization. */
  readonly before: string;
  readonly after: string;
  /** Identities that stand for slugs which are not known yet (`${cloudsmith_service.app}`), with names. */
  readonly names: ReadonlyMap<string, string>;
}

/** The gravest of what weakens the reviewer, is gained and newly found; undefined where there is nothing of these. */
export function gravest({ weakened, gained, newFindings }: TrustReview): Severity | undefined {
  const severities = [...weakened, ...gained, ...newFindings].map(
    ({ severity }: Pick<Finding, "severity">) => severity,
  );
  return severities.toSorted((a, b) => compareSeverities(b, a))[0];
}
