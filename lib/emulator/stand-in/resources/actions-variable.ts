import type { AnyResource, ObjectValue } from "../../../terraform/index.js";
import { field, type GitHubClient } from "../client.js";
import { computed, describe, fixed, id, key, required } from "../shape.js";
import { splitId } from "./private/id.js";

const COMMON = {
  id: id(),
  repository: key("string"),
  variable_name: key("string"),
  value: required("string"),
  created_at: fixed("string"),
  updated_at: computed("string"),
};

/** `github_actions_variable`: a variable of a repository, id `repository:NAME`. */
export const actionsVariable = variableResource("github_actions_variable", COMMON, ["repository", "variable_name"]);

/** `github_actions_environment_variable`: a variable of an environment, id `repository:environment:NAME`. */
export const actionsEnvironmentVariable = variableResource(
  "github_actions_environment_variable",
  { ...COMMON, environment: key("string") },
  ["repository", "environment", "variable_name"],
);

function variableResource(
  type: string,
  attributes: AnyResource<GitHubClient>["schema"]["attributes"],
  idParts: readonly string[],
): AnyResource<GitHubClient> {
  return {
    schema: { version: 0, description: describe(type), attributes },

    async create({ client, planned }, response) {
      await client.send("POST", collection(client, planned), { name: planned.variable_name, value: planned.value });
      response.state = await read(client, planned, idParts);
    },

    async read({ client, state }, response) {
      response.state = await read(client, state, idParts);
    },

    async update({ client, planned }, response) {
      await client.send("PATCH", item(client, planned), { name: planned.variable_name, value: planned.value });
      response.state = await read(client, planned, idParts);
    },

    async delete({ client, prior }) {
      await client.remove(item(client, prior));
    },

    async importState({ id: importId }, response) {
      response.state = splitId(importId, idParts);
    },
  };
}

function collection(client: GitHubClient, value: ObjectValue): string {
  const scope = "environment" in value ? `/environments/${encodeURIComponent(String(value.environment))}` : "/actions";
  return client.repository(String(value.repository), `${scope}/variables`);
}

function item(client: GitHubClient, value: ObjectValue): string {
  return `${collection(client, value)}/${encodeURIComponent(String(value.variable_name))}`;
}

async function read(client: GitHubClient, value: ObjectValue, idParts: readonly string[]): Promise<ObjectValue | null> {
  const found = await client.find(item(client, value));
  if (found === undefined) {
    return null;
  }
  return {
    ...value,
    id: idParts.map((part) => String(value[part])).join(":"),
    value: String(field(found, "value")),
    created_at: String(field(found, "created_at")),
    updated_at: String(field(found, "updated_at")),
  };
}
