import type { Schema } from "../../../terraform/index.js";
import { computed, id } from "../private/attributes.js";
import { notEmpty } from "../private/validators.js";

export const oidcDataSchema: Schema = {
  version: 0,
  description: "One OIDC provider settings object, by its `slug_perm`.",
  attributes: {
    id: id("`<namespace>.<slug_perm>`"),
    namespace: { type: "string", description: "Slug of the organization.", required: true, validate: [notEmpty] },
    slug_perm: {
      type: "string",
      description: "Permanent identifier of the settings.",
      required: true,
      validate: [notEmpty],
    },
    claims: computed(["map", "string"], "Claims that a token must carry; a value that is not text is given as JSON."),
    dynamic_mappings: computed(
      ["set", ["object", { claim_value: "string", service_account: "string" }]],
      "Values of the mapping claim and the service account of each.",
    ),
    enabled: computed("bool", "Whether the settings admit anything."),
    mapping_claim: computed(
      "string",
      "Claim whose value picks the service account; null where the accounts are listed.",
    ),
    name: computed("string", "Name of the settings."),
    provider_url: computed("string", "The issuer."),
    service_accounts: computed(["list", "string"], "Slugs of the service accounts a matching token may ask for."),
    slug: computed("string", "Slug of the settings."),
  },
};
