/**
 * Every claim of GitHub's job tokens. All values are texts but for the three times; booleans read "true" and "false".
 *
 * Source: GitHub's OpenID Connect reference, token claims.
 */
import { ANY_OR_EMPTY, ANY_TEXT, type ClaimDescription, DIGITS, registeredClaims, SHA } from "../issuers/claim.js";
import { ACTOR, ENTERPRISE, ENVIRONMENT, EVENT, FULL_NAME, OWNER, REF_OR_EMPTY, WORKFLOW_REF } from "./names.js";

export const GITHUB_CLAIMS: readonly ClaimDescription[] = [
  ...registeredClaims({
    form: "repo:OWNER/NAME:ref:REF, :environment:NAME or :pull_request; OWNER@ID/NAME@ID for newer repositories",
    example: "repo:acme/app:ref:refs/heads/main",
    grammar: ANY_TEXT,
    note: "repositories and organisations may replace its whole form by a template",
  }),
  {
    name: "actor",
    form: "a login",
    example: "octocat",
    grammar: ACTOR,
    stability: "recyclable",
    note: "who started the run; a login can be renamed and taken again",
  },
  {
    name: "actor_id",
    form: "digits",
    example: "12",
    grammar: DIGITS,
    stability: "stable",
    note: "who started the run",
  },
  {
    name: "base_ref",
    form: "a branch name, empty outside pull requests",
    example: "main",
    grammar: ANY_OR_EMPTY,
    stability: "chosen",
  },
  {
    name: "check_run_id",
    form: "digits",
    example: "57816563539",
    grammar: DIGITS,
    stability: "volatile",
    optional: true,
  },
  {
    name: "enterprise",
    form: "an enterprise's slug",
    example: "octo-ent",
    grammar: ENTERPRISE,
    stability: "recyclable",
    identifies: "enterprise",
    optional: true,
  },
  {
    name: "enterprise_id",
    form: "digits",
    example: "42",
    grammar: DIGITS,
    stability: "stable",
    identifies: "enterprise",
    optional: true,
  },
  {
    name: "environment",
    form: "an environment's name",
    example: "production",
    grammar: ENVIRONMENT,
    stability: "chosen",
    optional: true,
    note: "absent when the job names none; an environment without protection can be named by any workflow",
  },
  {
    name: "environment_node_id",
    form: "a node id",
    example: "EN_kwDOBx1234M4",
    grammar: ANY_TEXT,
    stability: "stable",
    optional: true,
  },
  {
    name: "event_name",
    form: "an event's name",
    example: "push",
    grammar: EVENT,
    stability: "fact",
  },
  {
    name: "head_ref",
    form: "a branch name, empty outside pull requests",
    example: "fix-typo",
    grammar: ANY_OR_EMPTY,
    stability: "chosen",
    note: "the author of a pull request chooses it",
  },
  {
    name: "job_workflow_ref",
    form: "OWNER/NAME/.github/workflows/FILE@REF",
    example: "acme/automation/.github/workflows/publish.yml@refs/heads/main",
    grammar: WORKFLOW_REF,
    stability: "recyclable",
    note: "the workflow that holds the job: the called one in a chain of reusable workflows",
  },
  { name: "job_workflow_sha", form: "a commit's hash", example: "a".repeat(40), grammar: SHA, stability: "volatile" },
  {
    name: "ref",
    form: "refs/heads/…, refs/tags/… or refs/pull/…",
    example: "refs/heads/main",
    grammar: REF_OR_EMPTY,
    stability: "fact",
    note: "pull_request_target and other events run at the default branch, too",
  },
  { name: "ref_protected", form: "true or false", example: "true", grammar: /^(?:true|false)$/, stability: "fact" },
  { name: "ref_type", form: "branch or tag", example: "branch", grammar: /^(?:branch|tag)$/, stability: "fact" },
  {
    name: "repository",
    form: "OWNER/NAME",
    example: "acme/app",
    grammar: FULL_NAME,
    stability: "recyclable",
    identifies: "project",
  },
  {
    name: "repository_id",
    form: "digits",
    example: "74",
    grammar: DIGITS,
    stability: "stable",
    identifies: "project",
  },
  {
    name: "repository_owner",
    form: "a login",
    example: "acme",
    grammar: OWNER,
    stability: "recyclable",
    identifies: "organization",
  },
  {
    name: "repository_owner_id",
    form: "digits",
    example: "65",
    grammar: DIGITS,
    stability: "stable",
    identifies: "organization",
  },
  {
    name: "repository_visibility",
    form: "public, private or internal",
    example: "private",
    grammar: /^(?:public|private|internal)$/,
    stability: "fact",
  },
  { name: "run_attempt", form: "digits", example: "1", grammar: DIGITS, stability: "volatile" },
  { name: "run_id", form: "digits", example: "1658821493", grammar: DIGITS, stability: "volatile" },
  { name: "run_number", form: "digits", example: "10", grammar: DIGITS, stability: "volatile" },
  {
    name: "runner_environment",
    form: "github-hosted or self-hosted",
    example: "github-hosted",
    grammar: /^(?:github-hosted|self-hosted)$/,
    stability: "fact",
  },
  { name: "sha", form: "a commit's hash", example: "b".repeat(40), grammar: SHA, stability: "volatile" },
  {
    name: "workflow",
    form: "a display name",
    example: "Publish",
    grammar: ANY_TEXT,
    stability: "chosen",
    note: "any workflow file may bear any name",
  },
  {
    name: "workflow_ref",
    form: "OWNER/NAME/.github/workflows/FILE@REF",
    example: "acme/app/.github/workflows/publish.yml@refs/heads/main",
    grammar: WORKFLOW_REF,
    stability: "recyclable",
    note: "the workflow that was started: the topmost caller in a chain of reusable workflows",
  },
  { name: "workflow_sha", form: "a commit's hash", example: "c".repeat(40), grammar: SHA, stability: "volatile" },
];

/** Begins the claim of a repository's custom property, where the organisation has put that property into tokens. */
export const REPOSITORY_PROPERTY_PREFIX = "repo_property_";

/** Describes `repo_property_<name>`; several selected values are joined by commas. */
export function repositoryPropertyClaim(name: string): ClaimDescription {
  return {
    name,
    form: "the property's value; several are joined by commas",
    example: "backend",
    grammar: ANY_OR_EMPTY,
    stability: "fact",
    optional: true,
    note: "there only where the organisation puts this property into tokens",
  };
}
