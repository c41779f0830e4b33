import { type AnyResource, DiagnosticError, isUnknown, type ObjectValue } from "../../../terraform/index.js";
import { field, type GitHubClient } from "../client.js";
import { describe, id, key, optional } from "../shape.js";
import { splitId } from "./private/id.js";

/** `github_repository_environment_deployment_policy`: a branch or tag that may deploy, id `repository:environment:ID`. */
export const environmentDeploymentPolicy: AnyResource<GitHubClient> = {
  schema: {
    version: 0,
    description: describe("github_repository_environment_deployment_policy"),
    attributes: {
      id: id(),
      repository: key("string"),
      environment: key("string"),
      branch_pattern: optional("string"),
      tag_pattern: optional("string"),
    },
  },

  validate({ config }) {
    const { branch_pattern: branch, tag_pattern: tag } = config;
    if (isUnknown(branch) || isUnknown(tag)) {
      return;
    }
    if ((branch === null) === (tag === null)) {
      throw new DiagnosticError("One pattern is needed", "Set exactly one of branch_pattern and tag_pattern.", [
        "branch_pattern",
      ]);
    }
  },

  modifyPlan({ prior }, response) {
    const { planned } = response;
    // The kind of a policy cannot be changed in place.
    if (prior !== null && planned !== null && (prior.branch_pattern === null) !== (planned.branch_pattern === null)) {
      response.requiresReplace.push("branch_pattern", "tag_pattern");
    }
  },

  async create({ client, planned }, response) {
    const answer = await client.send("POST", collection(client, planned), body(planned));
    const number = String(field(answer.body, "id"));
    response.state = { ...planned, id: `${planned.repository}:${planned.environment}:${number}` };
  },

  async read({ client, state }, response) {
    const found = await client.find(item(client, state));
    if (found === undefined) {
      response.state = null;
      return;
    }
    const [name, isTag] = [String(field(found, "name")), field(found, "type") === "tag"];
    response.state = { ...state, branch_pattern: isTag ? null : name, tag_pattern: isTag ? name : null };
  },

  async update({ client, planned, prior }, response) {
    await client.send("PUT", item(client, prior), { name: body(planned).name });
    response.state = { ...planned };
  },

  async delete({ client, prior }) {
    await client.remove(item(client, prior));
  },

  async importState({ id: importId }, response) {
    const { number: _, ...state } = splitId(importId, ["repository", "environment", "number"]);
    response.state = state;
  },
};

function collection(client: GitHubClient, value: ObjectValue): string {
  const name = encodeURIComponent(String(value.environment));
  return client.repository(String(value.repository), `/environments/${name}/deployment-branch-policies`);
}

function item(client: GitHubClient, value: ObjectValue): string {
  return `${collection(client, value)}/${encodeURIComponent(String(value.id).split(":").at(-1) ?? "")}`;
}

function body(value: ObjectValue): { name: string; type: "branch" | "tag" } {
  return typeof value.tag_pattern === "string"
    ? { name: value.tag_pattern, type: "tag" }
    : { name: String(value.branch_pattern), type: "branch" };
}
