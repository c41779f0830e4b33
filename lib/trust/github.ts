/**
 * What is known of GitHub's side of trust, in the names of GitHub's REST API. An absent field is not known: rules that
 * need it keep quiet and say so.
 */

export interface GitHubEnvironment {
  readonly name: string;
  /** Required reviewers, `user:LOGIN` or `team:SLUG`; empty when there are none. */
  readonly reviewers?: readonly string[];
  readonly can_admins_bypass?: boolean;
  readonly prevent_self_review?: boolean;
  /** `null`: any branch may deploy. */
  readonly deployment_branch_policy?: {
    readonly protected_branches: boolean;
    readonly custom_branch_policies: boolean;
  } | null;
}

export interface GitHubRepository {
  /** `owner/name`. */
  readonly full_name: string;
  /** `declared`: what an app sets on it, so that its lists may lack what is there. @default - as GitHub has it */
  readonly scope?: "declared";
  /**
   * `false` only where a token that sees the owner's private repositories got 404; otherwise `"unknown"`.
   * Absent: not looked at.
   */
  readonly exists?: boolean | "unknown";
  readonly id?: number;
  readonly owner_id?: number;
  /** The ids that this name had when trust was made. */
  readonly known_before?: { readonly id?: number; readonly owner_id?: number };
  readonly visibility?: "public" | "private" | "internal";
  readonly archived?: boolean;
  readonly default_branch?: string;
  /** How `sub` begins today, `null` for the classic form. */
  readonly sub_claim_prefix?: string | null;
  readonly default_workflow_permissions?: "read" | "write";
  readonly fork_pr_write_tokens?: boolean;
  /** Names or patterns, without `refs/heads/`. */
  readonly protected_branches?: readonly string[];
  /** Names or patterns, without `refs/tags/`. */
  readonly protected_tags?: readonly string[];
  readonly environments?: readonly GitHubEnvironment[];
}

export interface GitHubSide {
  readonly repositories: readonly GitHubRepository[];
}
