/**
 * GitLab, on gitlab.com and on own hosts.
 *
 * Source: GitLab's page on ID tokens, token payload.
 */
import { ANY_OR_EMPTY, ANY_TEXT, type ClaimDescription, DIGITS, registeredClaims, SHA } from "./claim.js";
import { defineIssuer, type Issuer } from "./issuer.js";

const PATH = /^[A-Za-z0-9_.-]+(?:\/[A-Za-z0-9_.-]+)*$/;
const BOOLEAN = /^(?:true|false)$/;

const CLAIMS: readonly ClaimDescription[] = [
  ...registeredClaims({
    form: "project_path:GROUP/PROJECT:ref_type:branch:ref:NAME",
    example: "project_path:acme/app:ref_type:branch:ref:main",
    grammar: ANY_TEXT,
    note: "a project may choose other components",
  }),
  {
    name: "namespace_id",
    form: "digits",
    example: "72",
    grammar: DIGITS,
    stability: "stable",
    identifies: "organization",
  },
  {
    name: "namespace_path",
    form: "a group's path",
    example: "acme",
    grammar: PATH,
    stability: "recyclable",
    identifies: "organization",
  },
  { name: "project_id", form: "digits", example: "20", grammar: DIGITS, stability: "stable", identifies: "project" },
  {
    name: "project_path",
    form: "GROUP/PROJECT",
    example: "acme/app",
    grammar: PATH,
    stability: "recyclable",
    identifies: "project",
  },
  {
    name: "project_visibility",
    form: "public, internal or private",
    example: "private",
    grammar: /^(?:public|internal|private)$/,
    stability: "fact",
  },
  {
    name: "job_namespace_id",
    form: "digits",
    example: "72",
    grammar: DIGITS,
    stability: "stable",
    identifies: "organization",
    optional: true,
    note: "where the job runs; for the merge request of a fork the project claims name the fork",
  },
  {
    name: "job_namespace_path",
    form: "a group's path",
    example: "acme",
    grammar: PATH,
    stability: "recyclable",
    identifies: "organization",
    optional: true,
  },
  {
    name: "job_project_id",
    form: "digits",
    example: "20",
    grammar: DIGITS,
    stability: "stable",
    identifies: "project",
    optional: true,
  },
  {
    name: "job_project_path",
    form: "GROUP/PROJECT",
    example: "acme/app",
    grammar: PATH,
    stability: "recyclable",
    identifies: "project",
    optional: true,
  },
  { name: "user_id", form: "digits", example: "1", grammar: DIGITS, stability: "stable", note: "who started the job" },
  { name: "user_login", form: "a user name", example: "octo", grammar: ANY_TEXT, stability: "recyclable" },
  {
    name: "user_email",
    form: "an e-mail address",
    example: "octo@example.com",
    grammar: ANY_OR_EMPTY,
    stability: "recyclable",
  },
  {
    name: "user_access_level",
    form: "guest, reporter, developer, maintainer or owner",
    example: "maintainer",
    grammar: ANY_TEXT,
    stability: "fact",
    optional: true,
  },
  {
    name: "user_identities",
    form: "a list of objects",
    example: "[]",
    stability: "recyclable",
    optional: true,
    notText: true,
  },
  { name: "pipeline_id", form: "digits", example: "574", grammar: DIGITS, stability: "volatile" },
  {
    name: "pipeline_source",
    form: "push, merge_request_event, schedule, web, api, …",
    example: "push",
    grammar: /^[a-z_]+$/,
    stability: "fact",
  },
  { name: "job_id", form: "digits", example: "302", grammar: DIGITS, stability: "volatile" },
  { name: "ref", form: "a branch or tag name, without refs/", example: "main", grammar: ANY_TEXT, stability: "fact" },
  { name: "ref_type", form: "branch or tag", example: "branch", grammar: /^(?:branch|tag)$/, stability: "fact" },
  { name: "ref_path", form: "a full ref", example: "refs/heads/main", grammar: /^refs\/[\s\S]+$/, stability: "fact" },
  { name: "ref_protected", form: "true or false", example: "true", grammar: BOOLEAN, stability: "fact" },
  {
    name: "groups_direct",
    form: "a list of group paths",
    example: '["acme/release"]',
    stability: "recyclable",
    optional: true,
    notText: true,
  },
  {
    name: "environment",
    form: "an environment's name",
    example: "production",
    grammar: ANY_TEXT,
    stability: "chosen",
    optional: true,
  },
  {
    name: "environment_protected",
    form: "true or false",
    example: "true",
    grammar: BOOLEAN,
    stability: "fact",
    optional: true,
  },
  {
    name: "deployment_tier",
    form: "production, staging, testing, development or other",
    example: "production",
    grammar: ANY_TEXT,
    stability: "chosen",
    optional: true,
  },
  {
    name: "environment_action",
    form: "start, prepare, stop, verify or access",
    example: "start",
    grammar: ANY_TEXT,
    stability: "chosen",
    optional: true,
  },
  { name: "runner_id", form: "a number", example: "1", stability: "recyclable", notText: true },
  {
    name: "runner_environment",
    form: "gitlab-hosted or self-hosted",
    example: "gitlab-hosted",
    grammar: /^(?:gitlab-hosted|self-hosted)$/,
    stability: "fact",
  },
  { name: "sha", form: "a commit's hash", example: "a".repeat(40), grammar: SHA, stability: "volatile" },
  {
    name: "ci_config_ref_uri",
    form: "HOST/PATH//FILE@REF",
    example: "gitlab.com/acme/app//.gitlab-ci.yml@refs/heads/main",
    grammar: ANY_TEXT,
    stability: "recyclable",
    optional: true,
  },
  {
    name: "ci_config_sha",
    form: "a commit's hash",
    example: "b".repeat(40),
    grammar: SHA,
    stability: "volatile",
    optional: true,
  },
];

/** There is no default: a job names its audience. Source: Cloudsmith's page on OpenID Connect with GitLab. */
function audience(
  _client: unknown,
  { cloudsmithOrganization }: { readonly cloudsmithOrganization?: string } = {},
): string | undefined {
  return cloudsmithOrganization === undefined
    ? undefined
    : `https://api.cloudsmith.io/openid/${cloudsmithOrganization}`;
}

export const GITLAB: Issuer = defineIssuer({
  id: "gitlab",
  ci: "gitlab",
  name: "GitLab CI/CD",
  urlForm: "https://gitlab.com",
  url: /^https:\/\/gitlab\.com$/,
  shared: true,
  claims: CLAIMS,
  audience,
});

/** A GitLab of one's own. Only hosts that begin with `gitlab.` can be told from their URL. */
export const GITLAB_SELF_MANAGED: Issuer = defineIssuer({
  id: "gitlab-self-managed",
  ci: "gitlab",
  name: "GitLab on an own host",
  urlForm: "https://HOST",
  url: /^https:\/\/gitlab\.(?!com(?:[/:]|$))[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?(?:\/[A-Za-z0-9_.-]+)*$/,
  shared: false,
  claims: CLAIMS,
  audience,
});
