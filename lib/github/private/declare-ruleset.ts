import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import type { GitHubRepository } from "../repository.js";
import { gitHubBinding } from "./bindings.js";
import { metaOf } from "./provider.js";

/** Nobody moves or deletes these tags once they are there. */
export function protectTags(
  scope: Construct,
  repository: GitHubRepository,
  patterns: readonly string[],
  provider: TerraformProvider,
): void {
  const { RepositoryRuleset } = gitHubBinding(scope, "repository-ruleset");
  new RepositoryRuleset(scope, "ProtectedTags", {
    repository: repository.name,
    name: "release tags (cloudsmith-trust)",
    target: "tag",
    enforcement: "active",
    conditions: { refName: { include: patterns.map((pattern) => `refs/tags/${pattern}`), exclude: [] } },
    rules: { update: true, deletion: true, nonFastForward: true },
    ...metaOf(provider),
  });
}

/**
 * Nobody pushes changes of these files, on any branch, but who may go past rulesets. For private and internal
 * repositories only: GitHub has no push rulesets for public ones.
 */
export function protectFiles(
  scope: Construct,
  repository: GitHubRepository,
  paths: readonly string[],
  provider: TerraformProvider,
): void {
  const { RepositoryRuleset } = gitHubBinding(scope, "repository-ruleset");
  new RepositoryRuleset(scope, "ProtectedFiles", {
    repository: repository.name,
    name: "trust files (cloudsmith-trust)",
    target: "push",
    enforcement: "active",
    bypassActors: [{ actorId: REPOSITORY_ADMIN, actorType: "RepositoryRole", bypassMode: "always" }],
    rules: { filePathRestriction: { restrictedFilePaths: [...paths] } },
    ...metaOf(provider),
  });
}

/** Source: GitHub's REST reference on rulesets, bypass actors: the built-in role of a repository's administrators. */
const REPOSITORY_ADMIN = 5;
