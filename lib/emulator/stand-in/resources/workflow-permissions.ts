import type { AnyResource, ObjectValue } from "../../../terraform/index.js";
import { field, type GitHubClient } from "../client.js";
import { describe, id, key, optional } from "../shape.js";
import { splitId } from "./private/id.js";
import { seen } from "./private/seen.js";

/** What a repository has that nobody configured, and gets back on destroy. */
const DEFAULTS = { default_workflow_permissions: "read", can_approve_pull_request_reviews: false };

/** `github_workflow_repository_permissions`: what `GITHUB_TOKEN` may do by default, id = the repository. */
export const workflowPermissions: AnyResource<GitHubClient> = {
  schema: {
    version: 0,
    description: describe("github_workflow_repository_permissions"),
    attributes: {
      id: id(),
      repository: key("string"),
      default_workflow_permissions: optional("string"),
      can_approve_pull_request_reviews: optional("bool"),
    },
  },

  async create({ client, planned }, response) {
    await client.send("PUT", path(client, planned), body(planned));
    response.state = { ...planned, id: String(planned.repository) };
  },

  async read({ client, state }, response) {
    const found = await client.find(path(client, state));
    response.state =
      found === undefined
        ? null
        : {
            ...state,
            default_workflow_permissions: seen(
              state.default_workflow_permissions,
              String(field(found, "default_workflow_permissions")),
              DEFAULTS.default_workflow_permissions,
            ),
            can_approve_pull_request_reviews: seen(
              state.can_approve_pull_request_reviews,
              field(found, "can_approve_pull_request_reviews") === true,
              DEFAULTS.can_approve_pull_request_reviews,
            ),
          };
  },

  async update({ client, planned }, response) {
    await client.send("PUT", path(client, planned), body(planned));
    response.state = { ...planned };
  },

  async delete({ client, prior }) {
    await client.send("PUT", path(client, prior), DEFAULTS, [404]);
  },

  async importState({ id: importId }, response) {
    // The default, written out: whoever manages this resource has set it.
    const { default_workflow_permissions } = DEFAULTS;
    response.state = { ...splitId(importId, ["repository"]), default_workflow_permissions };
  },
};

function path(client: GitHubClient, value: ObjectValue): string {
  return client.repository(String(value.repository), "/actions/permissions/workflow");
}

function body(value: ObjectValue): unknown {
  return {
    default_workflow_permissions: value.default_workflow_permissions ?? DEFAULTS.default_workflow_permissions,
    can_approve_pull_request_reviews:
      value.can_approve_pull_request_reviews ?? DEFAULTS.can_approve_pull_request_reviews,
  };
}
