import type { Call, Handler } from "../http/call.js";
import { noContent, ok } from "../http/reply.js";
import { missing, repositoryOf, unprocessable } from "./access.js";
import { githubPage } from "./private/page.js";
import { type EnvironmentRecord, environmentRecord, type GitHubRepositoryRecord } from "./state.js";

const WAIT_MAX = 43_200;
const REVIEWERS_MAX = 6;

function body(call: Call, environment: EnvironmentRecord, repository: GitHubRepositoryRecord): unknown {
  const { id, name, reviewers, wait_timer, prevent_self_review, deployment_branch_policy } = environment;
  const node = (kind: string): string => Buffer.from(`${kind}${id}`).toString("base64");
  const rule = (offset: number, type: string, more: object) => ({
    id: id * 10 + offset,
    node_id: node(type),
    type,
    ...more,
  });
  return {
    id,
    node_id: node("Environment"),
    name,
    url: `${call.world.url()}/api/v3/repos/${repository.full_name}/environments/${encodeURIComponent(name)}`,
    html_url: `${call.world.url()}/${repository.full_name}/deployments/activity_log?environments_filter=${encodeURIComponent(name)}`,
    created_at: environment.created_at,
    updated_at: environment.updated_at,
    can_admins_bypass: environment.can_admins_bypass,
    protection_rules: [
      ...(wait_timer > 0 ? [rule(1, "wait_timer", { wait_timer })] : []),
      ...(reviewers.length > 0 || prevent_self_review
        ? [
            rule(2, "required_reviewers", {
              prevent_self_review,
              reviewers: reviewers.map((reviewer) => ({ type: reviewer.type, reviewer: reviewerBody(call, reviewer) })),
            }),
          ]
        : []),
      ...(deployment_branch_policy ? [rule(3, "branch_policy", {})] : []),
    ],
    deployment_branch_policy,
  };
}

function reviewerBody(call: Call, { type, id }: EnvironmentRecord["reviewers"][number]): unknown {
  const { owners, teams } = call.world.state.github;
  if (type === "Team") {
    const name = [...teams].find(([, team]) => team === id)?.[0].split("/")[1] ?? `team-${id}`;
    return { id, slug: name, name };
  }
  return { id, login: [...owners.values()].find((owner) => owner.id === id)?.login ?? `user-${id}`, type: "User" };
}

/** The environment in the path. */
export function environmentOf(call: Call): EnvironmentRecord {
  const environment = repositoryOf(call).environments.get(call.param("environment_name"));
  if (!environment) {
    throw missing();
  }
  return environment;
}

/** GET /repos/{owner}/{repo}/environments */
export const list: Handler = (call) => {
  const repository = repositoryOf(call);
  const render = (environment: EnvironmentRecord): unknown => body(call, environment, repository);
  return githubPage(call, [...repository.environments.values()], render, "environments");
};

/** GET /repos/{owner}/{repo}/environments/{environment_name} */
export const read: Handler = (call) => ok(body(call, environmentOf(call), repositoryOf(call)));

/** PUT /repos/{owner}/{repo}/environments/{environment_name}: what is not given goes back to its default. */
export const write: Handler = (call) => {
  const { github } = call.world.state;
  const repository = repositoryOf(call);
  const given = call.json();
  const reviewers = reviewersOf(given.reviewers);
  const wait = given.wait_timer ?? 0;
  if (typeof wait !== "number" || !Number.isInteger(wait) || wait < 0 || wait > WAIT_MAX) {
    throw unprocessable("wait_timer", `wait_timer is a number of minutes from 0 to ${WAIT_MAX}.`);
  }
  if (repository.visibility !== "public" && github.plan !== "enterprise" && (reviewers.length > 0 || wait > 0)) {
    throw unprocessable("reviewers", "The plan has no required reviewers or wait timers on private repositories.");
  }
  const name = call.param("environment_name");
  const now = new Date(call.world.clock.now()).toISOString();
  const environment: EnvironmentRecord = {
    ...(repository.environments.get(name) ?? environmentRecord(github, name, now)),
    wait_timer: wait,
    prevent_self_review: given.prevent_self_review === true,
    can_admins_bypass: given.can_admins_bypass !== false,
    reviewers,
    deployment_branch_policy: branchPolicy(given.deployment_branch_policy),
    updated_at: now,
  };
  repository.environments.set(name, environment);
  return ok(body(call, environment, repository));
};

/** DELETE /repos/{owner}/{repo}/environments/{environment_name} */
export const remove: Handler = (call) => {
  repositoryOf(call).environments.delete(environmentOf(call).name);
  return noContent();
};

function reviewersOf(value: unknown): EnvironmentRecord["reviewers"] {
  if (value === undefined || value === null) {
    return [];
  }
  const items: readonly { type?: unknown; id?: unknown }[] = Array.isArray(value) ? value : [];
  const reviewers = items.flatMap(({ type, id }): EnvironmentRecord["reviewers"] =>
    (type === "User" || type === "Team") && typeof id === "number" ? [{ type, id }] : [],
  );
  if (!Array.isArray(value) || reviewers.length < value.length || reviewers.length > REVIEWERS_MAX) {
    throw unprocessable("reviewers", `reviewers is a list of at most ${REVIEWERS_MAX} users and teams by id.`);
  }
  return reviewers;
}

function branchPolicy(value: unknown): EnvironmentRecord["deployment_branch_policy"] {
  if (value === undefined || value === null) {
    return null;
  }
  const { protected_branches, custom_branch_policies } = value as { [name: string]: unknown };
  if (typeof protected_branches !== "boolean" || protected_branches === custom_branch_policies) {
    throw unprocessable(
      "deployment_branch_policy",
      "protected_branches and custom_branch_policies cannot have the same value.",
    );
  }
  return { protected_branches, custom_branch_policies: !protected_branches };
}
