/**
 * Trust as a graph: issuers → settings → accounts → teams and what everyone has → repositories.
 */
import type { Claims } from "../../oidc/index.js";
import type { DefaultPrivilege, Origin, Privilege, Repository, Role, TrustModel, Unknown } from "../model.js";
import type { TrustFinding } from "../rules/index.js";

interface Node {
  /** Unique in its graph and the same for the same model, e.g. `account-3`. */
  readonly id: string;
  /** Identity: a URL, a name or a slug; `${address}` of what makes it, while it has no slug. */
  readonly name: string;
  /** Absent where it is only spoken of. */
  readonly origin?: Origin;
  /** What is not known of it, but for its names. */
  readonly undecided: readonly Unknown[];
  /** What rules say about it, gravest first. */
  readonly findings: readonly TrustFinding[];
}

export interface IssuerNode extends Node {
  readonly kind: "issuer";
  /** As people call it, e.g. `GitHub Actions`. Absent: none that we know. */
  readonly product?: string;
}

/** Provider settings: the conditions under which tokens of an issuer get accounts. */
export interface SettingNode extends Node {
  readonly kind: "setting";
  readonly enabled: boolean;
  /** What a token must carry, all of it. */
  readonly claims: Claims;
  /** The claim whose value chooses the account. */
  readonly mapping_claim?: string;
}

export interface AccountNode extends Node {
  readonly kind: "account";
  /** Absent where the account is only spoken of. */
  readonly role?: Role;
}

export interface TeamNode extends Node {
  readonly kind: "team";
}

/** `everyone`: all accounts and people of the organization. `anyone`: without an account. `managers`: who has that role. */
export interface CrowdNode extends Node {
  readonly kind: "everyone" | "anyone" | "managers";
}

export interface RepositoryNode extends Node {
  readonly kind: "repository";
  /** Both absent where only grants on it are known. */
  readonly repository_type_str?: Repository["repository_type_str"];
  readonly default_privilege?: DefaultPrivilege;
  /** How many people have a grant of their own; they are not drawn. */
  readonly users: number;
}

export type GraphNode = IssuerNode | SettingNode | AccountNode | TeamNode | CrowdNode | RepositoryNode;
export type GraphNodeKind = GraphNode["kind"];

export interface GraphEdge {
  /** Ids of nodes. */
  readonly from: string;
  readonly to: string;
  /**
   * `issues`: issuer → setting. `admits`: setting → account. `member`: account → team. `grant`: account or team →
   * repository. `default`, `public`: everyone or anyone → repository. `role`: account → managers. In a graph around an
   * account it is a member of everyone and anyone, too; around a repository, managers have it by their role.
   */
  readonly kind: "issues" | "admits" | "member" | "grant" | "default" | "public" | "role";
  /** What is had on a repository. */
  readonly level?: Privilege;
  /** Of `admits` by a mapping: the values of the claim that choose this account. */
  readonly values?: readonly string[];
  /** Of `member`: set where it is Manager of the team. */
  readonly manages?: true;
}

export interface TrustGraph {
  readonly organization: string;
  readonly scope: TrustModel["scope"];
  /** In the order of their kinds from issuers to repositories, then of the model. */
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Findings on what is in the graph, gravest first. */
  readonly findings: readonly TrustFinding[];
  /** What was not read and may leave out nodes or edges; while there is any, the graph is not complete. */
  readonly undecided: readonly Unknown[];
}
