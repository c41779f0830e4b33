/** A GitHub Actions job, described as far as its token shows it. Everything but the repository has a default. */
export interface GitHubJob {
  /** `owner/name`, e.g. `acme/app`. */
  readonly repository: string;
  /** Numeric id of the repository. @default - made from the name, always the same for the same name */
  readonly repositoryId?: number | string;
  /** Numeric id of the owner. @default - made from the name, always the same for the same name */
  readonly ownerId?: number | string;
  /** @default "private" */
  readonly visibility?: "public" | "private" | "internal";
  /** @default "main" */
  readonly defaultBranch?: string;

  /** What started the run. @default "push" */
  readonly event?: string;
  /**
   * Full ref, e.g. `refs/tags/v1`; empty for a deployment tied to a commit alone.
   * @default - `refs/pull/N/merge` for proposals, otherwise the default branch
   */
  readonly ref?: string;
  /** Whether the ref is protected. @default false */
  readonly refProtected?: boolean;
  /** Number of the pull request. @default 1 - for the events of pull requests; none for others */
  readonly pullRequest?: number;
  /** Branch a pull request is to be merged into. @default - the default branch */
  readonly baseRef?: string;
  /** Branch a pull request comes from. @default "patch-1" */
  readonly headRef?: string;
  /** Whether the pull request comes from a fork. @default false */
  readonly fromFork?: boolean;
  /** Whether the repository hands write tokens to the pull requests of forks (private ones can). @default false */
  readonly forkWriteTokens?: boolean;

  /** The deployment environment the job names. @default - none, and no such claim */
  readonly environment?: string;
  /** Display name of the workflow. @default - its path, as for a workflow without a name */
  readonly workflow?: string;
  /** Path of the workflow that was started. @default ".github/workflows/publish.yml" */
  readonly workflowPath?: string;
  /**
   * The reusable workflow that holds the job, `owner/name/.github/workflows/file.yml@ref`: the last one called, where
   * reusable workflows call each other.
   * @default - the workflow that was started
   */
  readonly reusableWorkflow?: string;
  /** The job's `id-token` permission, as granted in the end. @default "write" */
  readonly idTokenPermission?: "write" | "none";

  /** Login of who started the run. @default "octocat" */
  readonly actor?: string;
  /** @default - made from the login */
  readonly actorId?: number | string;
  /** @default "github-hosted" */
  readonly runner?: "github-hosted" | "self-hosted";
  /** Commit, 40 hexadecimal digits. @default - made from repository and ref */
  readonly sha?: string;
  /** @default - made from repository and ref */
  readonly runId?: number | string;
  /** @default 1 */
  readonly runNumber?: number | string;
  /** @default 1 */
  readonly runAttempt?: number | string;
  /** @default - made from the run */
  readonly checkRunId?: number | string;

  /** Slug of the enterprise. @default - none, and no such claims */
  readonly enterprise?: string;
  /** @default - made from the slug */
  readonly enterpriseId?: number | string;
  /** Custom properties of the repository that the organization puts into tokens. @default - none */
  readonly properties?: { readonly [name: string]: string | boolean | readonly string[] };

  /** Whether `sub` carries the numeric ids (`repo:acme@65/app@74:…`), as for newer repositories. @default false */
  readonly immutableSubject?: boolean;
  /** Claims that make up `sub` instead of its usual form (`include_claim_keys`). @default - the usual form */
  readonly subjectClaimKeys?: readonly string[];
}
