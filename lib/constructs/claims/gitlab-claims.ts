// Generated from the issuer's claims by `npm run generate`: do not edit.
import { GITLAB } from "../../oidc/issuers/gitlab.js";
import type { ClaimInput } from "./claim.js";
import { namedClaims } from "./named-claims.js";
import { RequiredClaims } from "./required-claims.js";

/** What the token of a GitLab CI/CD job must say. */
export interface GitLabClaimsProps {
  /** Digits, e.g. `72`. */
  readonly namespaceId?: number | string;
  /** Digits, e.g. `20`. */
  readonly projectId?: number | string;
  /**
   * Digits, e.g. `72`. Where the job runs; for the merge request of a fork the project claims name the fork. Not in
   * every token.
   */
  readonly jobNamespaceId?: number | string;
  /** Digits, e.g. `20`. Not in every token. */
  readonly jobProjectId?: number | string;
  /** A group's path, e.g. `acme`. A name that can be given up, and taken by somebody else. */
  readonly namespacePath?: ClaimInput;
  /** GROUP/PROJECT, e.g. `acme/app`. A name that can be given up, and taken by somebody else. */
  readonly projectPath?: ClaimInput;
  /** A group's path, e.g. `acme`. A name that can be given up, and taken by somebody else. Not in every token. */
  readonly jobNamespacePath?: ClaimInput;
  /** GROUP/PROJECT, e.g. `acme/app`. A name that can be given up, and taken by somebody else. Not in every token. */
  readonly jobProjectPath?: ClaimInput;
  /** Any text, e.g. `cloudsmith`. Whoever asks for the token chooses it. */
  readonly aud?: ClaimInput;
  /**
   * project_path:GROUP/PROJECT:ref_type:branch:ref:NAME, e.g. `project_path:acme/app:ref_type:branch:ref:main`. A
   * project may choose other components.
   */
  readonly sub?: ClaimInput;
  /** Public, internal or private, e.g. `private`. */
  readonly projectVisibility?: ClaimInput;
  /** Digits, e.g. `1`. Who started the job. */
  readonly userId?: number | string;
  /** A user name, e.g. `octo`. A name that can be given up, and taken by somebody else. */
  readonly userLogin?: ClaimInput;
  /** An e-mail address, e.g. `octo@example.com`. A name that can be given up, and taken by somebody else. */
  readonly userEmail?: ClaimInput;
  /** Guest, reporter, developer, maintainer or owner, e.g. `maintainer`. Not in every token. */
  readonly userAccessLevel?: ClaimInput;
  /** Digits, e.g. `574`. Differs in each run. */
  readonly pipelineId?: number | string;
  /** Push, merge_request_event, schedule, web, api, …, e.g. `push`. */
  readonly pipelineSource?: ClaimInput;
  /** Digits, e.g. `302`. Differs in each run. */
  readonly jobId?: number | string;
  /** A branch or tag name, without refs/, e.g. `main`. */
  readonly ref?: ClaimInput;
  /** Branch or tag, e.g. `branch`. */
  readonly refType?: ClaimInput;
  /** A full ref, e.g. `refs/heads/main`. */
  readonly refPath?: ClaimInput;
  /** True or false, e.g. `true`. */
  readonly refProtected?: ClaimInput;
  /**
   * A list of group paths, e.g. `["acme/release"]`. A name that can be given up, and taken by somebody else. Not in
   * every token.
   */
  readonly groupsDirect?: string | number | boolean;
  /** An environment's name, e.g. `production`. Not in every token. */
  readonly environment?: ClaimInput;
  /** True or false, e.g. `true`. Not in every token. */
  readonly environmentProtected?: ClaimInput;
  /** Production, staging, testing, development or other, e.g. `production`. Not in every token. */
  readonly deploymentTier?: ClaimInput;
  /** Start, prepare, stop, verify or access, e.g. `start`. Not in every token. */
  readonly environmentAction?: ClaimInput;
  /** A number, e.g. `1`. A name that can be given up, and taken by somebody else. */
  readonly runnerId?: string | number | boolean;
  /** gitlab-hosted or self-hosted, e.g. `gitlab-hosted`. */
  readonly runnerEnvironment?: ClaimInput;
  /** A commit's hash, e.g. `aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa`. Differs in each run. */
  readonly sha?: string;
  /**
   * HOST/PATH//FILE@REF, e.g. `gitlab.com/acme/app//.gitlab-ci.yml@refs/heads/main`. A name that can be given up, and
   * taken by somebody else. Not in every token.
   */
  readonly ciConfigRefUri?: ClaimInput;
  /** A commit's hash, e.g. `bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb`. Differs in each run. Not in every token. */
  readonly ciConfigSha?: string;
}

const NAMES: { readonly [property in keyof GitLabClaimsProps]?: string } = {
  namespaceId: "namespace_id",
  projectId: "project_id",
  jobNamespaceId: "job_namespace_id",
  jobProjectId: "job_project_id",
  namespacePath: "namespace_path",
  projectPath: "project_path",
  jobNamespacePath: "job_namespace_path",
  jobProjectPath: "job_project_path",
  aud: "aud",
  sub: "sub",
  projectVisibility: "project_visibility",
  userId: "user_id",
  userLogin: "user_login",
  userEmail: "user_email",
  userAccessLevel: "user_access_level",
  pipelineId: "pipeline_id",
  pipelineSource: "pipeline_source",
  jobId: "job_id",
  ref: "ref",
  refType: "ref_type",
  refPath: "ref_path",
  refProtected: "ref_protected",
  groupsDirect: "groups_direct",
  environment: "environment",
  environmentProtected: "environment_protected",
  deploymentTier: "deployment_tier",
  environmentAction: "environment_action",
  runnerId: "runner_id",
  runnerEnvironment: "runner_environment",
  sha: "sha",
  ciConfigRefUri: "ci_config_ref_uri",
  ciConfigSha: "ci_config_sha",
};

/**
 * Claims required of GitLab CI/CD tokens, by name and form.
 *
 * @example GitLabClaims.of({ projectId: 20, refPath: "refs/heads/main", pipelineSource: "push" })
 */
export class GitLabClaims extends RequiredClaims {
  /**
   * @throws DeclarationError with code `invalid_value` for a value that the issuer never gives
   */
  static override of(props: GitLabClaimsProps): GitLabClaims {
    return new GitLabClaims(namedClaims(GITLAB, NAMES, props), "gitlab");
  }
}
