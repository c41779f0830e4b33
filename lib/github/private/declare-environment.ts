import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { annotate } from "../../constructs/annotate.js";
import { idIn } from "../../constructs/ids.js";
import type { GitHubEnvironment, GitHubReviewer } from "../environment.js";
import type { GitHubRepository } from "../repository.js";
import { gitHubBinding } from "./bindings.js";
import { metaOf } from "./provider.js";

/** A deployment environment, its protection, and the refs that may deploy to it. */
export function declareEnvironment(
  scope: Construct,
  repository: GitHubRepository,
  { name, props }: GitHubEnvironment,
  reviewers: readonly GitHubReviewer[],
  provider: TerraformProvider,
): void {
  const { RepositoryEnvironment } = gitHubBinding(scope, "repository-environment");
  const idsOf = (kind: "team" | "user") => reviewers.filter((one) => one.kind === kind).map(({ id }) => id);
  const teams = idsOf("team");
  const users = idsOf("user");
  const { branches = [], tags = [] } = props.deployableFrom ?? {};
  const custom = props.deployableFrom !== undefined;
  const resource = new RepositoryEnvironment(scope, idIn(scope, "Environment", name), {
    repository: repository.name,
    environment: name,
    canAdminsBypass: props.adminsCanBypass ?? false,
    // GitHub keeps this beside the reviewers: without any it would read as false again.
    preventSelfReview: reviewers.length > 0 && (props.preventSelfReview ?? true),
    waitTimer: props.waitMinutes ?? 0,
    deploymentBranchPolicy: { protectedBranches: !custom, customBranchPolicies: custom },
    ...(reviewers.length > 0
      ? { reviewers: [{ ...(teams.length > 0 && { teams }), ...(users.length > 0 && { users }) }] }
      : {}),
    ...metaOf(provider),
  });
  const { RepositoryEnvironmentDeploymentPolicy } = gitHubBinding(scope, "repository-environment-deployment-policy");
  const policies = [
    ...branches.map((pattern) => ({ id: idIn(scope, "Environment", name, "branch", pattern), branchPattern: pattern })),
    ...tags.map((pattern) => ({ id: idIn(scope, "Environment", name, "tag", pattern), tagPattern: pattern })),
  ];
  for (const { id, ...pattern } of policies) {
    new RepositoryEnvironmentDeploymentPolicy(scope, id, {
      repository: repository.name,
      environment: resource.environment,
      ...pattern,
      ...metaOf(provider),
    });
  }
}

/** GitHub's plans, least first. */
export type GitHubPlan = "free" | "pro" | "team" | "enterprise";

/**
 * The reviewers that the plan allows: on repositories that are not public they need Enterprise. Below it the branch
 * policy is the guard, and the person who deploys is told.
 */
export function allowedReviewers(
  scope: Construct,
  repository: GitHubRepository,
  { name, props }: GitHubEnvironment,
  plan: GitHubPlan | undefined,
): readonly GitHubReviewer[] {
  const reviewers = props.reviewers ?? [];
  if (reviewers.length === 0 || plan === undefined || plan === "enterprise" || repository.visibility === "public") {
    return reviewers;
  }
  annotate(
    scope,
    "warning",
    `environment ${name} of ${repository.fullName} gets no reviewers: on the plan ${plan} only public repositories have them. Its branch policy is the guard`,
  );
  return [];
}
