/**
 * The trust model: who is trusted to do what, as one immutable value. Field names are the Cloudsmith API's own.
 *
 * Readers make one (trust file, synthesized app, plan or state, live API); judgements are pure functions over it.
 */
import type { ProviderSettings } from "../oidc/index.js";

export type Privilege = "Admin" | "Write" | "Read";
export type DefaultPrivilege = Privilege | "None";
export type Role = "Manager" | "Member";

/** Where an element was read: a file and a pointer into it, or a resource address. */
export interface Origin {
  readonly source: "trust-file" | "synthesized" | "plan" | "state" | "live";
  /** File path, stack directory or host. */
  readonly where: string;
  /** JSON pointer (`/settings/0`) or resource address (`cloudsmith_oidc.app`). */
  readonly at: string;
}

export interface AccountTeam {
  readonly slug: string;
  readonly role: Role;
}

export interface Account {
  /** The slug, or `${address}` of the resource that creates it while the slug is not known. */
  readonly slug: string;
  readonly name: string;
  readonly role: Role;
  readonly teams: readonly AccountTeam[];
  readonly description?: string;
  readonly origin: Origin;
}

export interface Setting extends ProviderSettings {
  readonly origin: Origin;
}

export interface Repository {
  readonly slug: string;
  readonly name?: string;
  readonly slug_perm?: string;
  readonly repository_type_str: "Public" | "Private" | "Open-Source";
  readonly default_privilege: DefaultPrivilege;
  readonly origin: Origin;
}

/** One grant: exactly one of `service`, `team` and `user` is set. */
export interface Grant {
  readonly repository: string;
  readonly privilege: Privilege;
  readonly service?: string;
  readonly team?: string;
  readonly user?: string;
  readonly origin: Origin;
}

export interface Team {
  readonly slug: string;
  readonly name?: string;
  readonly origin: Origin;
}

export interface TrustModel {
  readonly organization: string;
  readonly accounts: readonly Account[];
  readonly settings: readonly Setting[];
  readonly repositories: readonly Repository[];
  readonly grants: readonly Grant[];
  readonly teams: readonly Team[];
}
