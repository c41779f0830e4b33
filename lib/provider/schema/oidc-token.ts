import type { Schema } from "../../terraform/index.js";
import { slug } from "./private/validators.js";

export const oidcTokenSchema: Schema = {
  version: 0,
  description:
    "A Cloudsmith token for the CI job that runs Terraform: its id token, exchanged. Nothing of it reaches plan or state. It lives for two hours, which nothing can prolong: what uses it after that is refused.",
  attributes: {
    organization: {
      type: "string",
      description: "Slug of the organization. Default: that of the provider's `oidc` block, else `CLOUDSMITH_ORG`.",
      optional: true,
      validate: [slug],
    },
    service_slug: {
      type: "string",
      description:
        "Slug of the service account. Default: that of the provider's `oidc` block, else `CLOUDSMITH_SERVICE_SLUG`.",
      optional: true,
      validate: [slug],
    },
    audience: {
      type: "string",
      description:
        "Audience to ask the CI system for. Default: that of the provider's `oidc` block, else `CLOUDSMITH_OIDC_AUDIENCE`, else `cloudsmith`.",
      optional: true,
    },
    token: { type: "string", description: "The token, to be used like an API key.", computed: true, sensitive: true },
    expires_at: { type: "string", description: "When the token ends, RFC 3339.", computed: true },
  },
};
