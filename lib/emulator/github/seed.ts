import type { GitHubRepository } from "../../trust/index.js";
import {
  environmentRecord,
  type GitHubRepositoryRecord,
  type GitHubState,
  newGitHubRepository,
  takeId,
} from "./state.js";

const TAG_PREFIX = "refs/tags/";

/** Puts a repository with all that is told of it into the state, in place of one with the same name. */
export function seedGitHubRepository(state: GitHubState, seed: GitHubRepository, now: string): void {
  const key = seed.full_name.toLowerCase();
  if (seed.exists === false || seed.exists === "unknown") {
    state.repositories.delete(key);
    return;
  }
  const repository = newGitHubRepository(state, {
    full_name: seed.full_name,
    ...(seed.id === undefined ? {} : { id: seed.id }),
    ...(seed.owner_id === undefined ? {} : { owner_id: seed.owner_id }),
    visibility: seed.visibility ?? "private",
    archived: seed.archived ?? false,
    default_branch: seed.default_branch ?? "main",
    sub_claim_prefix: seed.sub_claim_prefix ?? null,
  });
  repository.workflow_permissions.default_workflow_permissions = seed.default_workflow_permissions ?? "read";
  repository.fork_pull_requests.send_write_tokens_to_workflows = seed.fork_pr_write_tokens ?? false;
  for (const name of seed.protected_branches ?? []) {
    repository.protected_branches.add(name);
  }
  if (seed.protected_tags && seed.protected_tags.length > 0) {
    protectTags(state, repository, seed.protected_tags, now);
  }
  for (const environment of seed.environments ?? []) {
    repository.environments.set(environment.name, {
      ...environmentRecord(state, environment.name, now),
      can_admins_bypass: environment.can_admins_bypass ?? true,
      prevent_self_review: environment.prevent_self_review ?? false,
      deployment_branch_policy: environment.deployment_branch_policy ?? null,
      reviewers: (environment.reviewers ?? []).map((name) => reviewer(state, seed.full_name, name)),
    });
  }
  state.repositories.set(key, repository);
}

function protectTags(
  state: GitHubState,
  repository: GitHubRepositoryRecord,
  tags: readonly string[],
  now: string,
): void {
  const id = takeId(state);
  repository.rulesets.set(id, {
    id,
    name: "tags",
    target: "tag",
    enforcement: "active",
    conditions: { ref_name: { include: tags.map((tag) => TAG_PREFIX + tag), exclude: [] } },
    rules: [{ type: "deletion" }, { type: "update" }],
    bypass_actors: [],
    created_at: now,
    updated_at: now,
  });
}

function reviewer(state: GitHubState, fullName: string, name: string): { type: "User" | "Team"; id: number } {
  const [kind, slug = ""] = name.split(":");
  const owner = fullName.split("/")[0] ?? "";
  if (kind === "team") {
    const key = `${owner}/${slug}`.toLowerCase();
    const id = state.teams.get(key) ?? takeId(state);
    state.teams.set(key, id);
    return { type: "Team", id };
  }
  const key = slug.toLowerCase();
  const user = state.owners.get(key) ?? { id: takeId(state), login: slug, type: "User" as const };
  state.owners.set(key, user);
  return { type: "User", id: user.id };
}

/** What the state knows of a repository, in the trust file's form. */
export function dumpGitHubRepository(state: GitHubState, repository: GitHubRepositoryRecord): GitHubRepository {
  const nameOf = ({ type, id }: { type: "User" | "Team"; id: number }): string =>
    type === "Team"
      ? `team:${[...state.teams].find(([, team]) => team === id)?.[0].split("/")[1] ?? id}`
      : `user:${[...state.owners.values()].find((owner) => owner.id === id)?.login ?? id}`;
  return {
    full_name: repository.full_name,
    exists: true,
    id: repository.id,
    owner_id: repository.owner_id,
    visibility: repository.visibility,
    archived: repository.archived,
    default_branch: repository.default_branch,
    sub_claim_prefix: repository.sub_claim_prefix,
    default_workflow_permissions: repository.workflow_permissions.default_workflow_permissions,
    fork_pr_write_tokens: repository.fork_pull_requests.send_write_tokens_to_workflows,
    protected_branches: [...repository.protected_branches],
    protected_tags: [...repository.rulesets.values()]
      .filter(({ target, enforcement }) => target === "tag" && enforcement === "active")
      .flatMap(({ conditions }) => conditions.ref_name?.include ?? [])
      .flatMap((pattern) => (pattern.startsWith(TAG_PREFIX) ? [pattern.slice(TAG_PREFIX.length)] : [])),
    environments: [...repository.environments.values()].map((environment) => ({
      name: environment.name,
      reviewers: environment.reviewers.map(nameOf),
      can_admins_bypass: environment.can_admins_bypass,
      prevent_self_review: environment.prevent_self_review,
      deployment_branch_policy: environment.deployment_branch_policy,
    })),
  };
}
