/** Source: Buildkite's page on the agent's oidc command, claims. */
import { ANY_TEXT, type ClaimDescription, registeredClaims, SLUG, UUID } from "./claim.js";
import { defineIssuer } from "./issuer.js";

const AGENT_TAG = "agent_tag:";

function agentTag(name: string): ClaimDescription | undefined {
  return name.startsWith(AGENT_TAG) && name.length > AGENT_TAG.length
    ? {
        name,
        form: "a tag's value",
        example: "linux",
        grammar: ANY_TEXT,
        stability: "chosen",
        optional: true,
        note: "whoever runs the agent chooses it",
      }
    : undefined;
}

export const BUILDKITE = defineIssuer({
  id: "buildkite",
  ci: "buildkite",
  name: "Buildkite",
  urlForm: "https://agent.buildkite.com",
  url: /^https:\/\/agent\.buildkite\.com$/,
  shared: true,
  claimFamily: agentTag,
  claims: [
    ...registeredClaims({
      form: "organization:SLUG:pipeline:SLUG:ref:REF:commit:SHA:step:KEY",
      example:
        "organization:acme:pipeline:app:ref:refs/heads/main:commit:9f3182061f1e2cca4702c368cbc039b7dc9d4485:step:publish",
      grammar: ANY_TEXT,
      note: "a job may choose another claim as its subject",
    }),
    {
      name: "organization_slug",
      form: "a slug",
      example: "acme",
      grammar: SLUG,
      stability: "recyclable",
      identifies: "organization",
    },
    {
      name: "organization_id",
      form: "a UUID",
      example: "0184990a-477b-4fa8-9968-496074483cee",
      grammar: UUID,
      stability: "stable",
      identifies: "organization",
      optional: true,
    },
    {
      name: "pipeline_slug",
      form: "a slug",
      example: "app",
      grammar: SLUG,
      stability: "recyclable",
      namesProject: true,
      note: "unique within the organization only",
    },
    {
      name: "pipeline_id",
      form: "a UUID",
      example: "0184990a-4782-42b5-afc1-16715b10b8ff",
      grammar: UUID,
      stability: "stable",
      identifies: "project",
      optional: true,
    },
    { name: "build_number", form: "a number", example: "1", stability: "volatile", notText: true },
    {
      name: "build_id",
      form: "a UUID",
      example: "0184990a-4785-4af5-b9cb-9f26ae5d4d8a",
      grammar: UUID,
      stability: "volatile",
      optional: true,
    },
    { name: "build_branch", form: "a branch name", example: "main", grammar: ANY_TEXT, stability: "chosen" },
    {
      name: "build_tag",
      form: "a tag's name",
      example: "v1.0.0",
      grammar: ANY_TEXT,
      stability: "chosen",
      optional: true,
    },
    {
      name: "build_commit",
      form: "a commit, or HEAD",
      example: "9f3182061f1e2cca4702c368cbc039b7dc9d4485",
      grammar: ANY_TEXT,
      stability: "volatile",
    },
    {
      name: "build_source",
      form: "webhook, ui, api, schedule or trigger_job",
      example: "webhook",
      grammar: ANY_TEXT,
      stability: "fact",
      optional: true,
    },
    {
      name: "step_key",
      form: "a step's key",
      example: "publish",
      grammar: ANY_TEXT,
      stability: "chosen",
      optional: true,
    },
    {
      name: "job_id",
      form: "a UUID",
      example: "0184990a-477b-4fa8-9968-496074483a77",
      grammar: UUID,
      stability: "volatile",
    },
    {
      name: "agent_id",
      form: "a UUID",
      example: "0184990a-4782-42b5-afc1-16715b10b8ff",
      grammar: UUID,
      stability: "recyclable",
    },
    {
      name: "cluster_id",
      form: "a UUID",
      example: "0184990a-4782-42b5-afc1-16715b10b8ff",
      grammar: UUID,
      stability: "stable",
      optional: true,
    },
    {
      name: "cluster_name",
      form: "a name",
      example: "linux",
      grammar: ANY_TEXT,
      stability: "recyclable",
      optional: true,
    },
    {
      name: "queue_id",
      form: "a UUID",
      example: "0184990a-4782-42b5-afc1-16715b10b8ff",
      grammar: UUID,
      stability: "stable",
      optional: true,
    },
    {
      name: "queue_key",
      form: "a key",
      example: "default",
      grammar: ANY_TEXT,
      stability: "recyclable",
      optional: true,
    },
    {
      name: "runner_environment",
      form: "buildkite-hosted or self-hosted",
      example: "self-hosted",
      grammar: ANY_TEXT,
      stability: "fact",
      optional: true,
    },
  ],
  audience: (client) => (client === "cloudsmith-cli" || client === "terraform-provider" ? "cloudsmith" : undefined),
});
