import type { Schema } from "../../terraform/index.js";
import { allowSelfLockout, id, onForbidden } from "./private/attributes.js";
import { httpUrlWithHost, noEmptyValues, notEmpty, notEmptyButAbsent, slug } from "./private/validators.js";

export const oidcSchema: Schema = {
  version: 0,
  description:
    "OIDC provider settings: tokens of one issuer that carry these claims may be exchanged for a token of one of these service accounts. " +
    "Settings are alternatives: any that matches admits. Import with `<organization>.<slug_perm>`.",
  attributes: {
    id: id("the `slug_perm`"),
    namespace: {
      type: "string",
      description: "Slug of the organization the settings belong to. A change replaces the resource.",
      required: true,
      forcesReplacement: true,
      validate: [slug],
    },
    name: {
      type: "string",
      description: "Name of the settings, unique in the organization.",
      required: true,
      validate: [notEmpty],
    },
    enabled: {
      type: "bool",
      description: "Whether the settings admit anything.",
      required: true,
    },
    provider_url: {
      type: "string",
      description:
        "The issuer: what the `iss` claim of its tokens says, e.g. `https://token.actions.githubusercontent.com`. A trailing slash makes no difference.",
      required: true,
      validate: [httpUrlWithHost("provider_url")],
    },
    claims: {
      type: ["map", "string"],
      description:
        "Claims that a token must carry, all of them. A value that ends in `.*` is a prefix; nothing else in it is a pattern. Prefer ids that cannot be taken over, like `repository_id`, to names.",
      required: true,
      validate: [noEmptyValues],
    },
    service_accounts: {
      type: ["list", "string"],
      description:
        "Slugs of the service accounts a matching token may ask for. Order means nothing. Left out or empty, and without mappings, no account is trusted. Conflicts with `mapping_claim` and `dynamic_mappings`.",
      optional: true,
      orderInsignificant: true,
      validate: [noEmptyValues],
    },
    mapping_claim: {
      type: "string",
      description:
        "Claim whose value picks the service account from `dynamic_mappings`. Conflicts with `service_accounts`.",
      optional: true,
      validate: [notEmptyButAbsent],
    },
    slug: {
      type: "string",
      description: "Slug of the settings, given by Cloudsmith.",
      computed: true,
      keepsPrior: true,
    },
    slug_perm: {
      type: "string",
      description: "Permanent identifier of the settings, given by Cloudsmith.",
      computed: true,
      keepsPrior: true,
    },
    allow_self_lockout: allowSelfLockout,
    on_forbidden: onForbidden,
  },
  blocks: {
    dynamic_mappings: {
      nesting: "set",
      description:
        "One value of `mapping_claim` and the service account it stands for. All blocks together are the mappings.",
      attributes: {
        claim_value: {
          type: "string",
          description: "Value of the mapping claim; one that ends in `.*` is a prefix.",
          required: true,
          validate: [notEmpty],
        },
        service_account: {
          type: "string",
          description: "Slug of the service account for tokens with this value.",
          required: true,
          validate: [notEmpty],
        },
      },
    },
  },
};
