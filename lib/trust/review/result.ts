import type { Claims, GitHubJob } from "../../oidc/index.js";
import type { AccessPath } from "../access.js";
import type { Finding, Severity } from "../finding.js";
import type { DefaultPrivilege, Origin, Role } from "../model.js";
import type { Weakening } from "./guards/weakening.js";

/**
 * What a change does to trust, by effect: who can get which account, and what that account may do then.
 *
 * `unknown`: nothing was shown, and something that decides it is not known.
 */
export type Direction = "widened" | "narrowed" | "both" | "unchanged" | "unknown";

/** Who gains or loses. */
export type ReviewSubject =
  /** A service account, by its identity in the model. */
  | { readonly kind: "account"; readonly account: string }
  /** The members of a team that no service account is known to be in. */
  | { readonly kind: "team"; readonly team: string }
  | { readonly kind: "user"; readonly user: string }
  /** Every account and user of the organization. */
  | { readonly kind: "organization" }
  /** Anyone, without an account. */
  | { readonly kind: "anyone" };

/** What the subject may do on one repository, before and after. */
export interface ReviewedAccess {
  readonly repository: string;
  readonly before: DefaultPrivilege;
  readonly after: DefaultPrivilege;
  /** Why: of the side that has more. */
  readonly paths: readonly AccessPath[];
}

/** A token that shows a change: let in on the one side and not on the other, or let in where the level changes. */
export interface ReviewWitness {
  readonly claims: Claims;
  /** The moment at which it is valid, in epoch seconds. */
  readonly now: number;
  /** The GitHub job that has this very token; absent where none is known to. */
  readonly job?: GitHubJob;
  /** In a user's words: `a job of acme/app (push at refs/heads/dev)`. */
  readonly words: string;
  /** Names of the settings that let it in. */
  readonly settings: readonly string[];
}

/**
 * One gain or loss of one subject.
 *
 * - `admission`: more, or fewer, tokens are let in as the account; `access` is what they get
 * - `level`: whoever has the account may do more, or less
 * - `role`: the account becomes, or was, a Manager: of the organization, or of `team`
 */
export interface AccessChange {
  readonly by: "admission" | "level" | "role";
  readonly subject: ReviewSubject;
  /** Whether the account is new: of a loss, whether it is gone. */
  readonly appeared: boolean;
  readonly access: readonly ReviewedAccess[];
  readonly role?: { readonly before: Role | undefined; readonly after: Role | undefined; readonly team?: string };
  /** Absent where no token is let in as the account, or where it is about others than accounts. */
  readonly witness?: ReviewWitness;
  /** `false`: it holds for what was read, and something that was not read may say otherwise. */
  readonly certain: boolean;
  /** Where it comes from: settings, grants, repositories or accounts that differ. */
  readonly origins: readonly Origin[];
}

export interface Gain extends AccessChange {
  readonly severity: Severity;
  /** Why it weighs so much, in a few words. */
  readonly because: string;
}

/** What could not be told, and why. */
export interface Undecided {
  /** What it is about: `settings`, `settings app-main claims repository_id`, `ci-app`. */
  readonly about: string;
  /** The account whose admissions could not be told; absent where it may be about any. */
  readonly account?: string;
  readonly side: "before" | "after" | "both";
  readonly reason: string;
  readonly origin?: Origin;
}

/** A finding, and the element that it speaks of. */
export interface PlacedFinding extends Finding {
  readonly origin: Origin;
}

export interface TrustReview {
  readonly direction: Direction;
  /** What makes reviews see less, this one included: to be read before anything else. */
  readonly weakened: readonly Weakening[];
  /** Gravest first. */
  readonly gained: readonly Gain[];
  readonly lost: readonly AccessChange[];
  /** What rules say after the change and did not say before. */
  readonly newFindings: readonly PlacedFinding[];
  /** While there is any of it, no verdict is complete. */
  readonly undecided: readonly Undecided[];
  /** How much was compared. */
  readonly scope: {
    readonly organization: string;
    readonly before: ReviewedSide;
    readonly after: ReviewedSide;
    /** Whether {@link TrustReview.weakened} looked at both sides' exceptions, providers and backends. */
    readonly guards: boolean;
    /** Whether it looked at the files that were changed. */
    readonly changedFiles: boolean;
  };
}

export interface ReviewedSide {
  /** `organization`: everything there is. `declared`: what an app, plan or state speaks of. */
  readonly speaksFor: "organization" | "declared";
  readonly accounts: number;
  readonly settings: number;
}

/** What this review did not look at: what none does, and what it was not given. */
export function notReviewed({ scope }: TrustReview): readonly string[] {
  return [
    ...(scope.guards ? [] : ["acceptances, policies, providers and backends (they are in synthesized apps only)"]),
    ...(scope.changedFiles ? [] : ["the files that were changed, such as workflows"]),
    ...NOT_REVIEWED,
  ];
}

/** What no review looks at, since no model holds it. */
export const NOT_REVIEWED: readonly string[] = [
  "API keys that people and accounts hold already",
  "who is in a team, beside service accounts",
  "entitlement tokens",
  "the organization's own default privileges",
];
