import type { DataSource } from "../../../terraform/index.js";
import { field, type GitHubClient } from "../client.js";
import { computed, describe, id, required } from "../shape.js";

/** `github_actions_repository_oidc_subject_claim_customization_template`: what a repository's `sub` is made of today. */
export const subjectTemplateData: DataSource<GitHubClient> = {
  schema: {
    version: 0,
    description: describe("data github_actions_repository_oidc_subject_claim_customization_template"),
    attributes: {
      id: id(),
      name: required("string"),
      use_default: computed("bool"),
      include_claim_keys: computed(["list", "string"]),
    },
  },

  async read({ client, config }) {
    const name = String(config.name);
    const { body } = await client.send("GET", client.repository(name, "/actions/oidc/customization/sub"));
    const keys = field(body, "include_claim_keys");
    return {
      id: name,
      name,
      use_default: field(body, "use_default") !== false,
      include_claim_keys: Array.isArray(keys) ? keys.map(String) : [],
    };
  },
};
