import type { Schema } from "../../terraform/index.js";
import { ON_FORBIDDEN } from "./private/attributes.js";
import { oneOf, slug } from "./private/validators.js";

export const providerSchema: Schema = {
  version: 0,
  description: "Reconciles service accounts, repository privileges and OIDC provider settings with the Cloudsmith API.",
  attributes: {
    api_key: {
      type: "string",
      description:
        "API key, or a token exchanged for one, of the identity that runs Terraform. Default: `CLOUDSMITH_API_KEY`. Conflicts with `oidc`.",
      optional: true,
      sensitive: true,
    },
    api_host: {
      type: "string",
      description:
        "Base URL of the API. Default: `CLOUDSMITH_API_HOST`, else `https://api.cloudsmith.io/v1`. Plain http is accepted for loopback addresses only.",
      optional: true,
    },
    headers: {
      type: ["map", "string"],
      description: "Further headers of every request to the API. They cannot replace the credential's own header.",
      optional: true,
    },
    on_forbidden: {
      type: "string",
      description:
        "Default of `on_forbidden` of every resource: `error`, or `keep_state_and_warn` for plans by an identity that may not read everything. " +
        "`CLOUDSMITH_ON_FORBIDDEN=error` in the environment overrules both.",
      optional: true,
      validate: [oneOf(...ON_FORBIDDEN)],
    },
    snapshot_reads: {
      type: "bool",
      description:
        "Whether a refresh of many service accounts or settings may read whole lists instead of one object at a time. Default: true.",
      optional: true,
    },
  },
  blocks: {
    oidc: {
      nesting: "list",
      maxItems: 1,
      description:
        "Signs in with the id token of the CI job that runs Terraform, exchanged for a short-lived Cloudsmith token. Also enabled by `CLOUDSMITH_USE_OIDC=true`. " +
        "The id token comes from GitHub Actions, GitLab, CircleCI, Bitbucket, Buildkite, Azure DevOps or HCP Terraform, or from `CLOUDSMITH_OIDC_TOKEN` or `CLOUDSMITH_OIDC_TOKEN_FILE`.",
      attributes: {
        organization: {
          type: "string",
          description: "Slug of the organization whose OIDC settings admit the job. Default: `CLOUDSMITH_ORG`.",
          optional: true,
          validate: [slug],
        },
        service_slug: {
          type: "string",
          description: "Slug of the service account to act as. Default: `CLOUDSMITH_SERVICE_SLUG`.",
          optional: true,
          validate: [slug],
        },
        audience: {
          type: "string",
          description:
            "Audience to ask the CI system for, where it can be asked. Default: `CLOUDSMITH_OIDC_AUDIENCE`, else `cloudsmith`.",
          optional: true,
        },
      },
    },
  },
};
