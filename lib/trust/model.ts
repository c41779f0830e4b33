/**
 * The trust model: who is trusted to do what, as one immutable value. Field names are the Cloudsmith API's own.
 *
 * Readers make one (trust file, synthesized app, plan or state, live API); judgements are pure functions over it.
 */
import type { ProviderSettings } from "../oidc/index.js";
import type { GitHubSide } from "./github.js";

export type Privilege = "Admin" | "Write" | "Read";
export type DefaultPrivilege = Privilege | "None";
export type Role = "Manager" | "Member";

/** Where an element was read: a file and a pointer into it, or a resource address. */
export interface Origin {
  readonly source: "trust-file" | "synthesized" | "plan" | "state" | "live" | "workflow-file";
  /** File path, stack directory or host. */
  readonly where: string;
  /** JSON pointer (`/settings/0`), resource address (`cloudsmith_oidc.app`) or line (`line 12`). */
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
  /** Whether its API key is kept somewhere that is known of, such as a Terraform state. Absent: not known. */
  readonly key_stored?: boolean;
  readonly origin: Origin;
}

/** While a text is not known, it is the expression that makes it (`${…}`), and `unknowns` names the field. */
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

/** A person of the organization. */
export interface User {
  readonly slug: string;
  readonly role: "Owner" | Role | "Collaborator";
  readonly teams: readonly AccountTeam[];
  readonly origin: Origin;
}

/** The lists of a model, under their names in a trust file where they have one. */
export type TrustList = "accounts" | "settings" | "repositories" | "privileges" | "teams";

/**
 * Something that a reader could not know. Where it decides who is let in or what they get, a verdict is "could not
 * tell", never "fine".
 */
export interface Unknown {
  readonly about: TrustList;
  /** The element: slug or name. Absent: the whole list, e.g. because the API forbade to read it. */
  readonly name?: string;
  /**
   * The field of the element, e.g. `["claims", "repository_id"]`. Absent: whether there is such an element at all, or
   * how many.
   */
  readonly field?: readonly string[];
  /** Why, in a few words: `known only after deploy: ${data.github_repository.app.repo_id}`. */
  readonly reason: string;
  readonly origin: Origin;
}

export interface TrustModel {
  readonly organization: string;
  /**
   * `organization`: everything there is, so that what is missing does not exist. `declared`: what one app, plan or
   * state speaks of; there may be more beside it.
   */
  readonly scope: "organization" | "declared";
  readonly accounts: readonly Account[];
  readonly settings: readonly Setting[];
  readonly repositories: readonly Repository[];
  readonly grants: readonly Grant[];
  readonly teams: readonly Team[];
  /** The active people of the organization. Absent: not looked at. A trust file has none. */
  readonly users?: readonly User[];
  /** What is known of the CI's side. Absent: nothing. */
  readonly github?: GitHubSide;
  readonly unknowns: readonly Unknown[];
}
