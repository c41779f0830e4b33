import type { Call, Handler, JsonObject } from "../http/call.js";
import { noContent, ok } from "../http/reply.js";
import { repositoryOf, unprocessable } from "./access.js";

/** GET /repos/{owner}/{repo}/actions/permissions */
export const read: Handler = (call) => {
  const { actions_permissions: permissions, full_name } = repositoryOf(call);
  return ok({
    enabled: permissions.enabled,
    ...(permissions.enabled ? { allowed_actions: permissions.allowed_actions } : {}),
    selected_actions_url: `${call.world.url()}/api/v3/repos/${full_name}/actions/permissions/selected-actions`,
  });
};

/** PUT /repos/{owner}/{repo}/actions/permissions */
export const write: Handler = (call) => {
  const repository = repositoryOf(call);
  const { enabled, allowed_actions } = call.json();
  repository.actions_permissions = {
    enabled: flag(enabled, "enabled"),
    allowed_actions:
      allowed_actions === undefined
        ? repository.actions_permissions.allowed_actions
        : choice(allowed_actions, "allowed_actions", ["all", "local_only", "selected"]),
  };
  return noContent();
};

/** GET /repos/{owner}/{repo}/actions/permissions/selected-actions */
export const readSelected: Handler = (call) => ok(repositoryOf(call).selected_actions);

/** PUT /repos/{owner}/{repo}/actions/permissions/selected-actions */
export const writeSelected: Handler = (call) => {
  const { github_owned_allowed, verified_allowed, patterns_allowed } = call.json();
  repositoryOf(call).selected_actions = {
    github_owned_allowed: github_owned_allowed === true,
    verified_allowed: verified_allowed === true,
    patterns_allowed: Array.isArray(patterns_allowed) ? patterns_allowed.map(String) : [],
  };
  return noContent();
};

/** GET /repos/{owner}/{repo}/actions/permissions/workflow */
export const readWorkflow: Handler = (call) => ok(repositoryOf(call).workflow_permissions);

/** PUT /repos/{owner}/{repo}/actions/permissions/workflow */
export const writeWorkflow: Handler = (call) => {
  const repository = repositoryOf(call);
  const { default_workflow_permissions, can_approve_pull_request_reviews } = call.json();
  const before = repository.workflow_permissions;
  repository.workflow_permissions = {
    default_workflow_permissions:
      default_workflow_permissions === undefined
        ? before.default_workflow_permissions
        : choice(default_workflow_permissions, "default_workflow_permissions", ["read", "write"]),
    can_approve_pull_request_reviews:
      can_approve_pull_request_reviews === undefined
        ? before.can_approve_pull_request_reviews
        : flag(can_approve_pull_request_reviews, "can_approve_pull_request_reviews"),
  };
  return noContent();
};

/** GET /repos/{owner}/{repo}/actions/permissions/fork-pr-workflows-private-repos: private repositories only. */
export const readForkPullRequests: Handler = (call) => ok(privateRepository(call).fork_pull_requests);

/** PUT /repos/{owner}/{repo}/actions/permissions/fork-pr-workflows-private-repos */
export const writeForkPullRequests: Handler = (call) => {
  const repository = privateRepository(call);
  const body: JsonObject = call.json();
  const before = repository.fork_pull_requests;
  const given = (name: keyof typeof before): boolean =>
    body[name] === undefined ? before[name] : flag(body[name], name);
  repository.fork_pull_requests = {
    run_workflows_from_fork_pull_requests: given("run_workflows_from_fork_pull_requests"),
    send_write_tokens_to_workflows: given("send_write_tokens_to_workflows"),
    send_secrets_and_variables: given("send_secrets_and_variables"),
    require_approval_for_fork_pr_workflows: given("require_approval_for_fork_pr_workflows"),
  };
  return noContent();
};

function privateRepository(call: Call) {
  const repository = repositoryOf(call);
  if (repository.visibility === "public") {
    throw unprocessable("visibility", "Only private repositories have this setting.");
  }
  return repository;
}

function flag(value: unknown, field: string): boolean {
  if (typeof value !== "boolean") {
    throw unprocessable(field, `${field} is not a boolean.`);
  }
  return value;
}

function choice<T extends string>(value: unknown, field: string, choices: readonly T[]): T {
  const chosen = choices.find((candidate) => candidate === value);
  if (chosen === undefined) {
    throw unprocessable(field, `${field} is not one of ${choices.join(", ")}.`);
  }
  return chosen;
}
