/** The grammar of GitHub's names. Leaning to the generous side: a value that GitHub might give is never called invalid. */

/** User and organization logins: at most 39 characters; `_` occurs in managed users (`octocat_acme`). */
export const OWNER = /^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,38})$/;
/** Logins of those who act, apps included: `dependabot[bot]`. */
export const ACTOR = /^[A-Za-z0-9][A-Za-z0-9_-]*(?:\[bot\])?$/;
export const OWNER_BEGINS = /^(?:[A-Za-z0-9][A-Za-z0-9_-]{0,38})?$/;
export const ACTOR_BEGINS = /^(?:[A-Za-z0-9][A-Za-z0-9_-]*(?:\[(?:b(?:o(?:t\]?)?)?)?)?)?$/;
/** Repository names: at most 100 characters, never `.` or `..`. */
export const REPOSITORY_NAME = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/;
export const FULL_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,38}\/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/;
export const FULL_NAME_BEGINS = /^(?:[A-Za-z0-9][A-Za-z0-9_-]{0,38}(?:\/[A-Za-z0-9._-]{0,100})?)?$/;
/** Full refs; empty for deployments that are tied to a commit alone. */
export const REF_OR_EMPTY = /^(?:refs\/(?:heads|tags|pull|changes)\/[^\s~^:?*[\\]+)?$/;
export const REF_BEGINS =
  /^(?:r|re|ref|refs|refs\/(?:h|he|hea|head|heads|t|ta|tag|tags|p|pu|pul|pull|c|ch|cha|chan|chang|change|changes|(?:heads|tags|pull|changes)\/[^\s~^:?*[\\]*)?)?$/;
export const REF = /^refs\/(?:heads|tags|pull)\/[^\s~^:?*[\\]+$/;
/** `owner/repository/path@ref`. */
export const WORKFLOW_REF = /^[A-Za-z0-9][A-Za-z0-9_-]{0,38}\/[A-Za-z0-9._-]{1,100}\/[^@]+\.ya?ml@[\s\S]*$/;
/** As in tokens: workflows that GitHub itself makes have no file of their own. */
export const WORKFLOW_REF_CLAIM = /^[A-Za-z0-9][A-Za-z0-9_-]{0,38}\/[A-Za-z0-9._-]{1,100}\/[^@]+@[\s\S]*$/;
export const WORKFLOW_REF_BEGINS =
  /^(?:[A-Za-z0-9][A-Za-z0-9_-]{0,38}(?:\/(?:[A-Za-z0-9._-]{1,100}(?:\/(?:[^@]+(?:@[\s\S]*)?)?)?)?)?)?$/;
/** Environment names: at most 255 characters. */
export const ENVIRONMENT = /^[\s\S]{1,255}$/;
export const ENTERPRISE = /^[A-Za-z0-9](?:[A-Za-z0-9-]*)$/;
export const ENTERPRISE_BEGINS = /^(?:[A-Za-z0-9][A-Za-z0-9-]*)?$/;
export const EVENT = /^[a-z][a-z_]*$/;
export const EVENT_BEGINS = /^(?:[a-z][a-z_]*)?$/;
/** Custom property names: letters, digits, `_`, `-`, `$` and `#`, at most 75 characters. */
export const PROPERTY_NAME = /^[A-Za-z0-9_$#-]{1,75}$/;

/** Events that start workflows. Source: GitHub's reference "Events that trigger workflows". */
export const GITHUB_EVENTS: readonly string[] = [
  "branch_protection_rule",
  "check_run",
  "check_suite",
  "create",
  "delete",
  "deployment",
  "deployment_status",
  "discussion",
  "discussion_comment",
  "dynamic",
  "fork",
  "gollum",
  "image_version",
  "issue_comment",
  "issues",
  "label",
  "merge_group",
  "milestone",
  "page_build",
  "project",
  "project_card",
  "project_column",
  "public",
  "pull_request",
  "pull_request_review",
  "pull_request_review_comment",
  "pull_request_target",
  "push",
  "registry_package",
  "release",
  "repository_dispatch",
  "repository_ruleset",
  "schedule",
  "status",
  "watch",
  "workflow_dispatch",
  "workflow_run",
];

/** Events whose runs check out a proposal (`refs/pull/N/merge`), and that a fork's proposal can start. */
export const PROPOSAL_EVENTS: readonly string[] = [
  "pull_request",
  "pull_request_review",
  "pull_request_review_comment",
];

/** Events of a pull request, whose tokens carry base and head. */
export const PULL_REQUEST_EVENTS: readonly string[] = [...PROPOSAL_EVENTS, "pull_request_target"];
