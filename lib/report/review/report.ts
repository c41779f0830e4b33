import { compareSeverities, type Finding, type Severity, type TrustReview, type Unknown } from "../../trust/index.js";

/** What `review` reports: a judgement on a change of trust, and what it was made from. */
export interface ReviewReport {
  readonly review: TrustReview;
  /** Where either side was read: a file, a directory, an organization. */
  readonly before: string;
  readonly after: string;
  /** Identities that stand for slugs which are not known yet (`${cloudsmith_service.app}`), with names. */
  readonly names: ReadonlyMap<string, string>;
  /** What stands at places that are pointers, see `placeWords`. @default - pointers are shown as they are */
  readonly places?: ReadonlyMap<string, string>;
  /** The snapshot of the organization that both sides were joined with. @default - none */
  readonly context?: ReviewContext;
}

/** A snapshot that a review was joined with. */
export interface ReviewContext {
  /** The file. */
  readonly where: string;
  /** ISO 8601, UTC. */
  readonly takenAt: string;
  /** What took it. */
  readonly by: string;
  /** At the time of the review; below zero where clocks differ. */
  readonly ageSeconds: number;
  /** What it could not read. */
  readonly unread: readonly Unknown[];
}

/** Whether there is anything that somebody should look at. */
export function hasNews({ weakened, gained, lost, newFindings, undecided }: TrustReview): boolean {
  return [weakened, gained, lost, newFindings, undecided].some((list) => list.length > 0);
}

/** The gravest of what weakens the reviewer, is gained and newly found; undefined where there is nothing of these. */
export function gravest({ weakened, gained, newFindings }: TrustReview): Severity | undefined {
  const severities = [...weakened, ...gained, ...newFindings].map(
    ({ severity }: Pick<Finding, "severity">) => severity,
  );
  return severities.toSorted((a, b) => compareSeverities(b, a))[0];
}
