import type { Schema } from "../../../terraform/index.js";
import { computed, id } from "../private/attributes.js";
import { notEmpty } from "../private/validators.js";

export const serviceListSchema: Schema = {
  version: 0,
  description: "The service accounts of an organization.",
  attributes: {
    id: id("the organization and the query"),
    organization: { type: "string", description: "Slug of the organization.", required: true, validate: [notEmpty] },
    query: {
      type: "string",
      description: "Search terms of the API, e.g. `name:ci-app` or `role:Manager`.",
      optional: true,
    },
    sort: {
      type: "string",
      description: "`created_at` (the API's default), `name` or `role`; `-` before it turns the order.",
      optional: true,
    },
    services: computed(
      [
        "list",
        [
          "object",
          {
            created_at: "string",
            created_by: "string",
            created_by_url: "string",
            description: "string",
            key: "string",
            key_expires_at: "string",
            name: "string",
            role: "string",
            slug: "string",
            teams: ["list", ["object", { role: "string", slug: "string" }]],
          },
        ],
      ],
      "The accounts; each `key` is masked but for its last four characters.",
    ),
  },
};
