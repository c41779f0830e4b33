import type { Claims } from "../../oidc/index.js";
import type { AccessPath } from "../access.js";
import type { Origin, Privilege, Role, TrustModel, Unknown, User } from "../model.js";
import type { ReviewSubject } from "../review/index.js";

/** One way to a level; `role` is what a Manager or an Owner can give itself. */
export interface ReachPath extends Omit<AccessPath, "by"> {
  readonly by: AccessPath["by"] | "role";
}

/** A setting by which tokens get an account. Disabled ones are none. */
export interface WayIn {
  readonly setting: string;
  readonly provider_url: string;
  /** What a token must carry, all of it. */
  readonly claims: Claims;
  /** Where a claim's value chooses the account: which claim, and which values choose this one. */
  readonly mapped?: { readonly claim: string; readonly values: readonly string[] };
  /** Something of it is not known: what a token must carry, or whether it is enabled at all. */
  readonly uncertain: boolean;
  readonly origin: Origin;
}

/** Somebody who reaches a repository. */
export interface Holder {
  readonly subject: ReviewSubject;
  /** The greatest of its paths. */
  readonly level: Privilege;
  /** Greatest level first. */
  readonly paths: readonly ReachPath[];
  readonly role?: User["role"];
  /** How a CI job becomes the account; empty where none does, absent for others than accounts. */
  readonly waysIn?: readonly WayIn[];
}

/** What an account, or all accounts of a job together, may do on one repository. */
export interface Reached {
  readonly repository: string;
  /** The greatest of its paths. */
  readonly level: Privilege;
  /** Greatest level first. */
  readonly paths: readonly ReachPath[];
}

interface Answer {
  /** What was not read and could change the answer; while there is any, the answer is not complete. */
  readonly undecided: readonly Unknown[];
  readonly notLookedAt: readonly NotLookedAt[];
  readonly scope: TrustModel["scope"];
}

/** Who can read, write and administer a repository. */
export interface RepositoryReach extends Answer {
  readonly question: "repository";
  /** Identity of the repository. */
  readonly repository: string;
  /** Whether its default and its visibility are known; otherwise only grants on it are. */
  readonly isDescribed: boolean;
  /** Greatest level first. */
  readonly holders: readonly Holder[];
}

/** What an account can do. */
export interface AccountReach extends Answer {
  readonly question: "account";
  /** Identity of the account. */
  readonly account: string;
  readonly role?: Role;
  /** Why it reaches every repository, where it does. */
  readonly everything?: string;
  /** By slug. */
  readonly access: readonly Reached[];
  readonly waysIn: readonly WayIn[];
}

/** An account that a job gets, or may get. */
export interface JobAccount {
  readonly account: string;
  /** `unknown`: something that was not read decides it. */
  readonly verdict: "admitted" | "unknown";
  /** Names of the settings that let it in, or may. */
  readonly settings: readonly string[];
  readonly role?: Role;
  readonly everything?: string;
  readonly access: readonly Reached[];
}

/** What a CI job can do with the accounts that it gets. */
export interface JobReach extends Answer {
  readonly question: "job";
  /** Why the CI gives it no token at all; then it gets no account. */
  readonly noToken?: string;
  /** Those that it gets before those that it may get, each by identity. */
  readonly accounts: readonly JobAccount[];
}

export type Reach = RepositoryReach | AccountReach | JobReach;

/** What gives access and is in no model, or was not read. */
export interface NotLookedAt {
  readonly what: "users" | "api-keys" | "entitlement-tokens" | "organization-default";
  /** What that leaves open, as a phrase. */
  readonly text: string;
}
