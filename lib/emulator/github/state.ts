/** What the embedded GitHub knows, as plain maps. */

export type Visibility = "public" | "private" | "internal";

export interface EnvironmentRecord {
  readonly id: number;
  readonly name: string;
  wait_timer: number;
  prevent_self_review: boolean;
  can_admins_bypass: boolean;
  reviewers: { readonly type: "User" | "Team"; readonly id: number }[];
  deployment_branch_policy: { readonly protected_branches: boolean; readonly custom_branch_policies: boolean } | null;
  /** Custom branch and tag policies, by id. */
  readonly policies: Map<number, { readonly id: number; name: string; readonly type: "branch" | "tag" }>;
  readonly variables: Map<string, VariableRecord>;
  readonly created_at: string;
  updated_at: string;
}

export interface VariableRecord {
  readonly name: string;
  value: string;
  readonly created_at: string;
  updated_at: string;
}

export interface RulesetRecord {
  readonly id: number;
  name: string;
  target: "branch" | "tag" | "push";
  enforcement: "disabled" | "active" | "evaluate";
  conditions: { readonly ref_name?: { readonly include: readonly string[]; readonly exclude: readonly string[] } };
  rules: readonly { readonly type: string; readonly parameters?: unknown }[];
  bypass_actors: readonly unknown[];
  readonly created_at: string;
  updated_at: string;
}

/** The head of a branch: all files of the repository at that point. */
export interface BranchRecord {
  sha: string;
  readonly files: Map<string, Buffer>;
}

/** A commit that the API made: one change of one file. */
export interface CommitRecord {
  readonly sha: string;
  readonly parent: string;
  readonly message: string;
  readonly author: SignatureRecord;
  readonly committer: SignatureRecord;
  readonly file: { readonly filename: string; readonly status: "added" | "modified" | "removed" };
}

/** Whom a commit names, as it names them. */
export interface SignatureRecord {
  readonly name: string;
  readonly email: string;
  readonly date: string;
}

/** Who wrote something. Apps end in `[bot]`. */
export interface AuthorRecord {
  readonly login: string;
  readonly id: number;
}

export interface CommentRecord {
  readonly id: number;
  readonly user: AuthorRecord;
  body: string;
  readonly created_at: string;
  updated_at: string;
}

/** An issue, or a pull request as far as it is one. */
export interface IssueRecord {
  readonly number: number;
  readonly id: number;
  readonly pull_request: boolean;
  readonly user: AuthorRecord;
  title: string;
  body: string;
  state: "open" | "closed";
  /** Why it was closed, or that it was opened again. */
  state_reason?: string;
  labels: string[];
  /** Oldest first. */
  readonly comments: CommentRecord[];
  readonly created_at: string;
  updated_at: string;
}

export interface GitHubRepositoryRecord {
  readonly id: number;
  /** `owner/name` in the case it was created with. */
  full_name: string;
  owner_id: number;
  visibility: Visibility;
  archived: boolean;
  default_branch: string;
  /** Null: made from names, or from ids where the subject is immutable. */
  sub_claim_prefix: string | null;
  subject: { use_default: boolean; include_claim_keys: readonly string[]; use_immutable_subject: boolean };
  workflow_permissions: { default_workflow_permissions: "read" | "write"; can_approve_pull_request_reviews: boolean };
  actions_permissions: { enabled: boolean; allowed_actions: "all" | "local_only" | "selected" };
  selected_actions: { github_owned_allowed: boolean; verified_allowed: boolean; patterns_allowed: readonly string[] };
  fork_pull_requests: {
    run_workflows_from_fork_pull_requests: boolean;
    send_write_tokens_to_workflows: boolean;
    send_secrets_and_variables: boolean;
    require_approval_for_fork_pr_workflows: boolean;
  };
  readonly environments: Map<string, EnvironmentRecord>;
  readonly variables: Map<string, VariableRecord>;
  readonly branches: Map<string, BranchRecord>;
  /** By sha. What the repository began with is in none of them. */
  readonly commits: Map<string, CommitRecord>;
  /** Names and patterns of classic branch protection. */
  readonly protected_branches: Set<string>;
  readonly rulesets: Map<number, RulesetRecord>;
  /** Issues and pull requests, by their number in the repository. */
  readonly issues: Map<number, IssueRecord>;
}

/** What a token may do: everything, or a level on each named permission of the listed repositories. */
export interface GitHubTokenRecord {
  readonly login: string;
  /** Private repositories that it sees, by full name. */
  readonly repositories: "all" | readonly string[];
  readonly permissions: "all" | { readonly [permission: string]: "read" | "write" };
}

export interface GitHubState {
  /** By full name in lower case: GitHub's names know no case. */
  readonly repositories: Map<string, GitHubRepositoryRecord>;
  /** Former full names in lower case → id of the repository that moved away from them. */
  readonly renamed: Map<string, number>;
  /** Logins of owners in lower case → id and kind. */
  readonly owners: Map<string, { readonly id: number; readonly login: string; readonly type: "Organization" | "User" }>;
  /** `org/slug` → id. */
  readonly teams: Map<string, number>;
  readonly tokens: Map<string, GitHubTokenRecord>;
  /** Subject template of each organization, by login in lower case. */
  readonly subjects: Map<string, { include_claim_keys: readonly string[]; use_immutable_subject: boolean }>;
  /** Below `enterprise`, private repositories cannot have reviewers or wait timers on environments. */
  plan: "free" | "team" | "enterprise";
  nextId: number;
}

/** First of the ids that the emulator gives; above those of the examples. */
const FIRST_ID = 900_001;

export function newGitHubState(): GitHubState {
  return {
    repositories: new Map(),
    renamed: new Map(),
    owners: new Map(),
    teams: new Map(),
    tokens: new Map(),
    subjects: new Map(),
    plan: "enterprise",
    nextId: FIRST_ID,
  };
}

/** An id that no other object of the state has. */
export function takeId(state: GitHubState): number {
  const id = state.nextId;
  state.nextId = id + 1;
  return id;
}

/** The owner of this login, made an organization where it is not known yet. */
export function ownerOf(state: GitHubState, login: string, id?: number): { id: number; login: string } {
  const key = login.toLowerCase();
  const known = state.owners.get(key);
  if (known && (id === undefined || id === known.id)) {
    return known;
  }
  const owner = { id: id ?? takeId(state), login, type: "Organization" as const };
  state.owners.set(key, owner);
  return owner;
}

/** A repository as GitHub makes it, with nothing but what is given. */
export function newGitHubRepository(
  state: GitHubState,
  given: { full_name: string; id?: number; owner_id?: number } & Partial<GitHubRepositoryRecord>,
): GitHubRepositoryRecord {
  const [login = ""] = given.full_name.split("/");
  const default_branch = given.default_branch ?? "main";
  return {
    visibility: "private",
    archived: false,
    sub_claim_prefix: null,
    subject: { use_default: true, include_claim_keys: [], use_immutable_subject: false },
    workflow_permissions: { default_workflow_permissions: "read", can_approve_pull_request_reviews: false },
    actions_permissions: { enabled: true, allowed_actions: "all" },
    selected_actions: { github_owned_allowed: true, verified_allowed: true, patterns_allowed: [] },
    fork_pull_requests: {
      run_workflows_from_fork_pull_requests: false,
      send_write_tokens_to_workflows: false,
      send_secrets_and_variables: false,
      require_approval_for_fork_pr_workflows: true,
    },
    environments: new Map(),
    variables: new Map(),
    branches: new Map([[default_branch, { sha: "0".repeat(39).concat("1"), files: new Map() }]]),
    commits: new Map(),
    protected_branches: new Set(),
    rulesets: new Map(),
    issues: new Map(),
    ...given,
    default_branch,
    id: given.id ?? takeId(state),
    owner_id: ownerOf(state, login, given.owner_id).id,
  };
}

/** An environment as GitHub makes it: no protection at all. */
export function environmentRecord(state: GitHubState, name: string, now: string): EnvironmentRecord {
  return {
    id: takeId(state),
    name,
    wait_timer: 0,
    prevent_self_review: false,
    can_admins_bypass: true,
    reviewers: [],
    deployment_branch_policy: null,
    policies: new Map(),
    variables: new Map(),
    created_at: now,
    updated_at: now,
  };
}

/** An issue, or a pull request, under the next number of its repository. */
export function openIssue(
  state: GitHubState,
  repository: GitHubRepositoryRecord,
  given: Pick<IssueRecord, "title"> & Partial<IssueRecord>,
  now: string,
): IssueRecord {
  const issue: IssueRecord = {
    number: Math.max(0, ...repository.issues.keys()) + 1,
    id: takeId(state),
    pull_request: false,
    user: { login: "octocat", id: 1 },
    body: "",
    state: "open",
    labels: [],
    comments: [],
    created_at: now,
    updated_at: now,
    ...given,
  };
  repository.issues.set(issue.number, issue);
  return issue;
}
