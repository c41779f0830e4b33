import type { Schema } from "../../../terraform/index.js";
import { computed, id } from "../private/attributes.js";
import { notEmpty } from "../private/validators.js";

export const oidcListSchema: Schema = {
  version: 0,
  description: "All OIDC provider settings of an organization. The official provider has no such data source.",
  attributes: {
    id: id("the namespace and the query"),
    namespace: { type: "string", description: "Slug of the organization.", required: true, validate: [notEmpty] },
    query: {
      type: "string",
      description:
        "Search terms of the API, e.g. `name:app-main`, `provider_url:https://token.actions.githubusercontent.com` or `service_account:ci-app`.",
      optional: true,
    },
    sort: { type: "string", description: "`name` (the API's default); `-name` turns the order.", optional: true },
    settings: computed(
      [
        "list",
        [
          "object",
          {
            claims: ["map", "string"],
            dynamic_mappings: ["set", ["object", { claim_value: "string", service_account: "string" }]],
            enabled: "bool",
            mapping_claim: "string",
            name: "string",
            provider_url: "string",
            service_accounts: ["list", "string"],
            slug: "string",
            slug_perm: "string",
          },
        ],
      ],
      "The settings; a claim that is not text is given as JSON. Mappings are read for those that have a mapping claim.",
    ),
  },
};
