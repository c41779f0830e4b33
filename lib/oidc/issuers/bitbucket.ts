/** Source: Atlassian's page on integrating Pipelines with resource servers by OpenID Connect. */
import { ANY_TEXT, registeredClaims } from "./claim.js";
import { defineIssuer } from "./issuer.js";

const BRACED_UUID = /^\{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}$/;
const FORM = "a UUID in braces";
const EXAMPLE = "{8b3f8a0e-2f83-49a5-8d51-2a2d27a1b0c4}";

export const BITBUCKET = defineIssuer({
  id: "bitbucket",
  ci: "bitbucket",
  name: "Bitbucket Pipelines",
  urlForm: "https://api.bitbucket.org/2.0/workspaces/WORKSPACE/pipelines-config/identity/oidc",
  url: /^https:\/\/api\.bitbucket\.org\/2\.0\/workspaces\/[A-Za-z0-9_-]+\/pipelines-config\/identity\/oidc$/,
  shared: false,
  claims: [
    ...registeredClaims({
      form: "{REPOSITORY-UUID}[:{ENVIRONMENT-UUID}]:{STEP-UUID}",
      example: `${EXAMPLE}:${EXAMPLE}`,
      grammar: /^\{[\s\S]+\}$/,
    }),
    {
      name: "repositoryUuid",
      form: FORM,
      example: EXAMPLE,
      grammar: BRACED_UUID,
      stability: "stable",
      identifies: "project",
    },
    {
      name: "workspaceUuid",
      form: FORM,
      example: EXAMPLE,
      grammar: BRACED_UUID,
      stability: "stable",
      identifies: "organization",
    },
    {
      name: "deploymentEnvironmentUuid",
      form: FORM,
      example: EXAMPLE,
      grammar: BRACED_UUID,
      stability: "stable",
      optional: true,
    },
    { name: "pipelineUuid", form: FORM, example: EXAMPLE, grammar: BRACED_UUID, stability: "volatile" },
    {
      name: "pipelineRunUuid",
      form: FORM,
      example: EXAMPLE,
      grammar: BRACED_UUID,
      stability: "volatile",
      optional: true,
    },
    { name: "stepUuid", form: FORM, example: EXAMPLE, grammar: BRACED_UUID, stability: "volatile" },
    {
      name: "branchName",
      form: "a branch name",
      example: "main",
      grammar: ANY_TEXT,
      stability: "fact",
      optional: true,
    },
  ],
  audience: (_client, { workspaceId } = {}) =>
    workspaceId === undefined ? undefined : `ari:cloud:bitbucket::workspace/${workspaceId}`,
});
