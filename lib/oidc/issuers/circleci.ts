/** Source: CircleCI's page on OpenID Connect tokens in jobs. */
import { ANY_TEXT, registeredClaims, UUID } from "./claim.js";
import { defineIssuer } from "./issuer.js";

const UUID_FORM = "a UUID";

export const CIRCLECI = defineIssuer({
  id: "circleci",
  ci: "circleci",
  name: "CircleCI",
  urlForm: "https://oidc.circleci.com/org/ORGANIZATION-UUID",
  url: /^https:\/\/oidc\.circleci\.com\/org\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  shared: false,
  claims: [
    ...registeredClaims({
      form: "org/UUID/project/UUID/user/UUID, with vcs-origin and vcs-ref after it in version 2",
      example: "org/8b3f…/project/2c1d…/user/5e6f…",
      grammar: /^org\/[\s\S]+$/,
    }),
    {
      name: "oidc.circleci.com/project-id",
      form: UUID_FORM,
      example: "2c1d5d3e-0f7a-4c66-9d0a-6f1f0b6f7f11",
      grammar: UUID,
      stability: "stable",
      identifies: "project",
    },
    {
      name: "oidc.circleci.com/org-id",
      form: UUID_FORM,
      example: "8b3f8a0e-2f83-49a5-8d51-2a2d27a1b0c4",
      grammar: UUID,
      stability: "stable",
      identifies: "organization",
    },
    {
      name: "oidc.circleci.com/context-ids",
      form: "a list of UUIDs",
      example: "[]",
      stability: "stable",
      optional: true,
      notText: true,
    },
    {
      name: "oidc.circleci.com/vcs-origin",
      form: "HOST/OWNER/NAME",
      example: "github.com/acme/app",
      grammar: ANY_TEXT,
      stability: "recyclable",
      identifies: "project",
      optional: true,
    },
    {
      name: "oidc.circleci.com/vcs-ref",
      form: "a full ref",
      example: "refs/heads/main",
      grammar: /^refs\/[\s\S]+$/,
      stability: "fact",
      optional: true,
    },
    {
      name: "oidc.circleci.com/ssh-rerun",
      form: "true or false, no text",
      example: "false",
      stability: "fact",
      optional: true,
      notText: true,
    },
    {
      name: "oidc.circleci.com/pipeline-definition-id",
      form: UUID_FORM,
      example: "6a5d0d0b-3b6f-4d5a-8e59-3f6a4fb9b1de",
      grammar: UUID,
      stability: "stable",
      optional: true,
    },
  ],
  audience: (_client, { organizationId } = {}) => organizationId,
});
