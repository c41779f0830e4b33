/** Source: Microsoft's REST description of pipeline OIDC tokens; Cloudsmith's page on Azure DevOps. */
import { ANY_TEXT, DIGITS, registeredClaims, SHA, UUID } from "./claim.js";
import { defineIssuer } from "./issuer.js";

export const AZURE_DEVOPS = defineIssuer({
  id: "azure-devops",
  ci: "azure-devops",
  name: "Azure DevOps",
  urlForm: "https://vstoken.dev.azure.com/ORGANIZATION-UUID",
  url: /^https:\/\/vstoken\.dev\.azure\.com\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  shared: false,
  claims: [
    ...registeredClaims({
      form: "p://ORGANIZATION/PROJECT/PIPELINE, or sc://ORGANIZATION/PROJECT/CONNECTION of a service connection",
      example: "p://acme/app/publish",
      grammar: /^(?:p|sc):\/\/[\s\S]+$/,
    }),
    {
      name: "org_id",
      form: "a UUID",
      example: "8b3f8a0e-2f83-49a5-8d51-2a2d27a1b0c4",
      grammar: UUID,
      stability: "stable",
      identifies: "organization",
      optional: true,
    },
    {
      name: "prj_id",
      form: "a UUID",
      example: "2c1d5d3e-0f7a-4c66-9d0a-6f1f0b6f7f11",
      grammar: UUID,
      stability: "stable",
      identifies: "project",
      optional: true,
    },
    {
      name: "def_id",
      form: "digits",
      example: "12",
      grammar: DIGITS,
      stability: "stable",
      optional: true,
      note: "the pipeline; unique within its project only",
    },
    {
      name: "rpo_id",
      form: "a repository's id",
      example: "6a5d0d0b-3b6f-4d5a-8e59-3f6a4fb9b1de",
      grammar: ANY_TEXT,
      stability: "stable",
      identifies: "project",
      optional: true,
    },
    {
      name: "rpo_uri",
      form: "a repository's URL",
      example: "https://dev.azure.com/acme/app/_git/app",
      grammar: ANY_TEXT,
      stability: "recyclable",
      identifies: "project",
      optional: true,
    },
    {
      name: "rpo_ver",
      form: "a commit's hash",
      example: "a".repeat(40),
      grammar: SHA,
      stability: "volatile",
      optional: true,
    },
    {
      name: "rpo_ref",
      form: "a full ref",
      example: "refs/heads/main",
      grammar: /^refs\/[\s\S]+$/,
      stability: "fact",
      optional: true,
    },
    { name: "run_id", form: "digits", example: "4711", grammar: DIGITS, stability: "volatile", optional: true },
  ],
  // the same for every job and every client
  audience: () => "api://AzureADTokenExchange",
});
