import {
  type Acceptance,
  compareSeverities,
  type Severity,
  type TrustCheck,
  type TrustExceptions,
  type Unknown,
} from "../../trust/index.js";
import type { LocatedFinding } from "../location.js";
import type { Names } from "../names.js";

/** What rules say of some trust, what was let through and why, and what could not be looked at. */
export interface FindingsReport {
  readonly organization: string;
  /** Where the trust was read: a file, a directory, an organization. */
  readonly trust: string;
  readonly scope: FindingsScope;
  /** Gravest first; without those that are accepted. */
  readonly findings: readonly LocatedFinding[];
  /** Every acceptance that the app carries, with the findings that it lets through. */
  readonly acceptances: readonly ReportedAcceptance[];
  /** The emergencies that stacks were synthesized under. */
  readonly breakGlass: readonly ReportedBreakGlass[];
  /** What is not known and may decide: while there is any of it, "nothing found" means nothing. */
  readonly undecided: readonly Unknown[];
  /** Rules that had nothing to look at somewhere. */
  readonly notLooked: TrustCheck["notLooked"];
  /** Identities that stand for slugs which are not known yet, with names. */
  readonly names: Names;
}

/** How much was looked at. */
export interface FindingsScope {
  /** `organization`: everything there is. `declared`: what an app, plan or state speaks of. */
  readonly speaksFor: "organization" | "declared";
  readonly settings: number;
  readonly accounts: number;
  readonly privileges: number;
  readonly repositories: number;
}

export interface ReportedAcceptance extends Acceptance {
  /** What it lets through: all it was found for, or nothing once it has expired. */
  readonly findings: readonly LocatedFinding[];
}

export interface ReportedBreakGlass extends NonNullable<TrustExceptions["breakGlass"]> {
  /** The stack that was synthesized under it. */
  readonly stack: string;
}

/** The gravest of what was found and is not accepted. */
export function gravestFinding({ findings }: Pick<FindingsReport, "findings">): Severity | undefined {
  return findings.map(({ severity }) => severity).toSorted((a, b) => compareSeverities(b, a))[0];
}
