import { STATUS_CODES } from "node:http";
import type { DataSource } from "../../../terraform/index.js";
import type { GitHubClient } from "../client.js";
import { computed, describe, id, required } from "../shape.js";

/** `github_rest_api`: any GET; an answer of 404 is an answer. */
export const restApiData: DataSource<GitHubClient> = {
  schema: {
    version: 0,
    description: describe("data github_rest_api"),
    attributes: {
      id: id(),
      endpoint: required("string"),
      body: computed("string"),
      code: computed("number"),
      headers: computed("string"),
      status: computed("string"),
    },
  },

  async read({ client, config }) {
    const endpoint = String(config.endpoint);
    const answer = await client.send("GET", `/${endpoint.replace(/^\//, "")}`, undefined, [404]);
    const headers = [...answer.headers].map(([name, value]) => [name, [value]]);
    return {
      id: endpoint,
      endpoint,
      body: answer.text,
      code: answer.status,
      headers: JSON.stringify(Object.fromEntries(headers)),
      status: `${answer.status} ${STATUS_CODES[answer.status] ?? ""}`.trim(),
    };
  },
};
