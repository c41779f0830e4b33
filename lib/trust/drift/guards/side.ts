/** GitHub's side of trust, as resources of the GitHub provider have it. */
import type { GitHubEnvironment, GitHubRepository } from "../../github.js";
import type { JsonObject } from "../../plan/document.js";

/** What one resource says of its repository; undefined for a type that says nothing a model holds. */
export function tryGitHubPart(type: string, values: JsonObject): Partial<GitHubRepository> | undefined {
  switch (type) {
    case "github_repository_environment":
      return { environments: [environmentOf(values)] };
    case "github_workflow_repository_permissions": {
      const level = values.default_workflow_permissions ?? "read";
      return level === "read" || level === "write" ? { default_workflow_permissions: level } : undefined;
    }
    case "github_repository_ruleset":
      return values.target === "tag" ? { protected_tags: protectedTags(values) } : undefined;
    default:
      return undefined;
  }
}

function environmentOf(values: JsonObject): GitHubEnvironment {
  const reviewers = listed(values.reviewers).flatMap(({ teams, users }) => [
    ...listed(teams).map((id) => `team:${id}`),
    ...listed(users).map((id) => `user:${id}`),
  ]);
  const [policy] = listed(values.deployment_branch_policy);
  return {
    name: String(values.environment ?? ""),
    reviewers,
    can_admins_bypass: values.can_admins_bypass !== false,
    prevent_self_review: values.prevent_self_review === true,
    deployment_branch_policy:
      policy === undefined
        ? null
        : {
            protected_branches: policy.protected_branches === true,
            custom_branch_policies: policy.custom_branch_policies === true,
          },
  };
}

const TAGS = "refs/tags/";

function protectedTags({ enforcement, conditions }: JsonObject): readonly string[] {
  if (enforcement !== "active") {
    return [];
  }
  const [refs] = listed(listed(conditions)[0]?.ref_name);
  return listed(refs?.include)
    .map(String)
    .flatMap((pattern) => (pattern.startsWith(TAGS) ? [pattern.slice(TAGS.length)] : []));
}

// biome-ignore lint/suspicious/noExplicitAny: values of any provider's resources
function listed(value: unknown): readonly any[] {
  return Array.isArray(value) ? value : [];
}
