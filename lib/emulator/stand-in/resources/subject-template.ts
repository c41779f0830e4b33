import { type AnyResource, DiagnosticError, type ObjectValue } from "../../../terraform/index.js";
import { field, type GitHubClient } from "../client.js";
import { describe, id, key, optional, required } from "../shape.js";
import { splitId } from "./private/id.js";

/** `github_actions_repository_oidc_subject_claim_customization_template`: what `sub` is made of, id = the repository. */
export const subjectTemplate: AnyResource<GitHubClient> = {
  schema: {
    version: 0,
    description: describe("github_actions_repository_oidc_subject_claim_customization_template"),
    attributes: {
      id: id(),
      repository: key("string"),
      use_default: required("bool"),
      include_claim_keys: optional(["list", "string"]),
    },
  },

  validate({ config }) {
    if (config.use_default === true && Array.isArray(config.include_claim_keys)) {
      throw new DiagnosticError(
        "Keys beside the default template",
        "include_claim_keys cannot be set while use_default is true: leave one of them out.",
        ["include_claim_keys"],
      );
    }
  },

  async create({ client, planned }, response) {
    await client.send("PUT", path(client, planned), body(planned));
    response.state = { ...planned, id: String(planned.repository) };
  },

  async read({ client, state }, response) {
    const found = await client.find(path(client, state));
    if (found === undefined) {
      response.state = null;
      return;
    }
    const keys = field(found, "include_claim_keys");
    response.state = {
      ...state,
      use_default: field(found, "use_default") !== false,
      include_claim_keys: Array.isArray(keys) && keys.length > 0 ? keys.map(String) : null,
    };
  },

  async update({ client, planned }, response) {
    await client.send("PUT", path(client, planned), body(planned));
    response.state = { ...planned };
  },

  async delete({ client, prior }) {
    await client.send("PUT", path(client, prior), { use_default: true }, [404]);
  },

  async importState({ id: importId }, response) {
    response.state = splitId(importId, ["repository"]);
  },
};

function path(client: GitHubClient, value: ObjectValue): string {
  return client.repository(String(value.repository), "/actions/oidc/customization/sub");
}

function body(value: ObjectValue): unknown {
  return {
    use_default: value.use_default,
    ...(value.include_claim_keys === null ? {} : { include_claim_keys: value.include_claim_keys }),
  };
}
