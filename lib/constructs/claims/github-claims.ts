// Generated from the issuer's claims by `npm run generate`: do not edit.
import { GITHUB } from "../../oidc/issuers/github.js";
import type { ClaimInput } from "./claim.js";
import { namedClaims } from "./named-claims.js";
import { RequiredClaims } from "./required-claims.js";

/** What the token of a GitHub Actions job must say. */
export interface GitHubClaimsProps {
  /** Digits, e.g. `42`. Not in every token. */
  readonly enterpriseId?: number | string;
  /** Digits, e.g. `74`. */
  readonly repositoryId?: number | string;
  /** Digits, e.g. `65`. */
  readonly repositoryOwnerId?: number | string;
  /**
   * An enterprise's slug, e.g. `octo-ent`. A name that can be given up, and taken by somebody else. Not in every
   * token.
   */
  readonly enterprise?: ClaimInput;
  /** OWNER/NAME, e.g. `acme/app`. A name that can be given up, and taken by somebody else. */
  readonly repository?: ClaimInput;
  /** A login, e.g. `acme`. A name that can be given up, and taken by somebody else. */
  readonly repositoryOwner?: ClaimInput;
  /** Any text, e.g. `cloudsmith`. Whoever asks for the token chooses it. */
  readonly aud?: ClaimInput;
  /**
   * repo:OWNER/NAME:ref:REF, :environment:NAME or :pull_request; OWNER@ID/NAME@ID for newer repositories, e.g.
   * `repo:acme/app:ref:refs/heads/main`. Repositories and organizations may replace its whole form by a template.
   */
  readonly sub?: ClaimInput;
  /**
   * A login, e.g. `octocat`. Who started the run; a login can be renamed and taken again. A name that can be given up,
   * and taken by somebody else.
   */
  readonly actor?: ClaimInput;
  /** Digits, e.g. `12`. Who started the run. */
  readonly actorId?: number | string;
  /** A branch name, empty outside pull requests, e.g. `main`. */
  readonly baseRef?: ClaimInput;
  /** Digits, e.g. `57816563539`. Differs in each run. Not in every token. */
  readonly checkRunId?: number | string;
  /**
   * An environment's name, e.g. `production`. Absent when the job names none; an environment without protection can be
   * named by any workflow. Not in every token.
   */
  readonly environment?: ClaimInput;
  /** A node id, e.g. `EN_kwDOBx1234M4`. Not in every token. */
  readonly environmentNodeId?: string;
  /** An event's name, e.g. `push`. */
  readonly eventName?: ClaimInput;
  /** A branch name, empty outside pull requests, e.g. `fix-typo`. The author of a pull request chooses it. */
  readonly headRef?: ClaimInput;
  /**
   * OWNER/NAME/.github/workflows/FILE@REF, e.g. `acme/automation/.github/workflows/publish.yml@refs/heads/main`. The
   * workflow that holds the job: the called one in a chain of reusable workflows. A name that can be given up, and
   * taken by somebody else.
   */
  readonly jobWorkflowRef?: ClaimInput;
  /** A commit's hash, e.g. `aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa`. Differs in each run. */
  readonly jobWorkflowSha?: string;
  /**
   * refs/heads/…, refs/tags/… or refs/pull/…, e.g. `refs/heads/main`. pull_request_target and other events run at the
   * default branch, too.
   */
  readonly ref?: ClaimInput;
  /** True or false, e.g. `true`. */
  readonly refProtected?: boolean;
  /** Branch or tag, e.g. `branch`. */
  readonly refType?: "branch" | "tag";
  /** Public, private or internal, e.g. `private`. */
  readonly repositoryVisibility?: "public" | "private" | "internal";
  /** Digits, e.g. `1`. Differs in each run. */
  readonly runAttempt?: number | string;
  /** Digits, e.g. `1658821493`. Differs in each run. */
  readonly runId?: number | string;
  /** Digits, e.g. `10`. Differs in each run. */
  readonly runNumber?: number | string;
  /** github-hosted or self-hosted, e.g. `github-hosted`. */
  readonly runnerEnvironment?: "github-hosted" | "self-hosted";
  /** A commit's hash, e.g. `bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb`. Differs in each run. */
  readonly sha?: string;
  /** A display name, e.g. `Publish`. Any workflow file may bear any name. */
  readonly workflow?: ClaimInput;
  /**
   * OWNER/NAME/.github/workflows/FILE@REF, e.g. `acme/app/.github/workflows/publish.yml@refs/heads/main`. The workflow
   * that was started: the topmost caller in a chain of reusable workflows. A name that can be given up, and taken by
   * somebody else.
   */
  readonly workflowRef?: ClaimInput;
  /** A commit's hash, e.g. `cccccccccccccccccccccccccccccccccccccccc`. Differs in each run. */
  readonly workflowSha?: string;
  /** Custom properties of the repository, by their names without `repo_property_`. */
  readonly properties?: { readonly [name: string]: ClaimInput };
}

const NAMES: { readonly [property in keyof GitHubClaimsProps]?: string } = {
  enterpriseId: "enterprise_id",
  repositoryId: "repository_id",
  repositoryOwnerId: "repository_owner_id",
  enterprise: "enterprise",
  repository: "repository",
  repositoryOwner: "repository_owner",
  aud: "aud",
  sub: "sub",
  actor: "actor",
  actorId: "actor_id",
  baseRef: "base_ref",
  checkRunId: "check_run_id",
  environment: "environment",
  environmentNodeId: "environment_node_id",
  eventName: "event_name",
  headRef: "head_ref",
  jobWorkflowRef: "job_workflow_ref",
  jobWorkflowSha: "job_workflow_sha",
  ref: "ref",
  refProtected: "ref_protected",
  refType: "ref_type",
  repositoryVisibility: "repository_visibility",
  runAttempt: "run_attempt",
  runId: "run_id",
  runNumber: "run_number",
  runnerEnvironment: "runner_environment",
  sha: "sha",
  workflow: "workflow",
  workflowRef: "workflow_ref",
  workflowSha: "workflow_sha",
};

/**
 * Claims required of GitHub Actions tokens, by name and form.
 *
 * @example GitHubClaims.of({ repositoryId: 74, repositoryOwnerId: 65, ref: "refs/heads/main", eventName: "push" })
 */
export class GitHubClaims extends RequiredClaims {
  /**
   * @throws DeclarationError with code `invalid_value` for a value that the issuer never gives
   */
  static override of(props: GitHubClaimsProps): GitHubClaims {
    return new GitHubClaims(
      namedClaims(GITHUB, NAMES, props, { property: "properties", prefix: "repo_property_" }),
      "github",
    );
  }
}
