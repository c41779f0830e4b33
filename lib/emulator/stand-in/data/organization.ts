import { type DataSource, DiagnosticError, type Value } from "../../../terraform/index.js";
import { field, type GitHubClient } from "../client.js";
import { computed, describe, each, id, optional, required } from "../shape.js";

/** `github_organization`: an organization and its numeric id. */
export const organizationData: DataSource<GitHubClient> = {
  schema: {
    version: 0,
    description: describe("data github_organization"),
    attributes: {
      id: id(),
      name: required("string"),
      ...each(optional, "bool", "ignore_archived_repos summary_only"),
      ...each(
        computed,
        "bool",
        "advanced_security_enabled_for_new_repositories dependabot_alerts_enabled_for_new_repositories dependabot_security_updates_enabled_for_new_repositories dependency_graph_enabled_for_new_repositories members_can_create_internal_repositories members_can_create_pages members_can_create_private_pages members_can_create_private_repositories members_can_create_public_pages members_can_create_public_repositories members_can_create_repositories members_can_fork_private_repositories secret_scanning_enabled_for_new_repositories secret_scanning_push_protection_enabled_for_new_repositories two_factor_requirement_enabled web_commit_signoff_required",
      ),
      ...each(
        computed,
        "string",
        "default_repository_permission description login members_allowed_repository_creation_type node_id orgname plan",
      ),
      members: { ...computed(["list", "string"]), deprecated: true },
      repositories: computed(["list", "string"]),
      users: computed(["list", ["map", "string"]]),
    },
  },

  async read({ client, config }) {
    const name = String(config.name);
    const found = await client.find(`/orgs/${encodeURIComponent(name)}`);
    if (found === undefined) {
      throw new DiagnosticError("No such organization", `The embedded GitHub has no organization ${name}.`, ["name"]);
    }
    const fields = Object.keys(this.schema.attributes).map((attribute) => [
      attribute,
      (field(found, attribute) ?? null) as Value,
    ]);
    return {
      ...Object.fromEntries(fields),
      ignore_archived_repos: config.ignore_archived_repos ?? null,
      summary_only: config.summary_only ?? null,
      id: String(field(found, "id")),
      name,
      orgname: String(field(found, "name") ?? name),
      plan: String(field(field(found, "plan"), "name") ?? ""),
      members: [],
      repositories: [],
      users: [],
    };
  },
};
