import { type GitHubJob, gitHubJobMayGetToken, resolveGitHubJob } from "../../oidc/index.js";
import { subjectPrefix } from "../github/repositories.js";
import type { GitHubState } from "../github/state.js";
import type { JobRecord } from "./jobs.js";

/** Environment of a program, by variable. */
export type Environment = { readonly [variable: string]: string };

/**
 * What a GitHub runner puts into a job's environment, as far as publishing tools look at it. The two variables of the
 * token endpoint are there only where GitHub would give the job a token: not for a fork's pull request, nor without
 * `id-token: write`.
 */
export function jobEnvironment(url: string, { id, job, requestToken }: JobRecord): Environment {
  const resolved = resolveGitHubJob(job);
  const refName = resolved.ref.replace(/^refs\/(heads|tags|pull)\//, "");
  return {
    CI: "true",
    GITHUB_ACTIONS: "true",
    GITHUB_ACTOR: resolved.actor,
    GITHUB_ACTOR_ID: resolved.actorId,
    GITHUB_BASE_REF: resolved.baseRef,
    GITHUB_EVENT_NAME: resolved.event,
    GITHUB_HEAD_REF: resolved.headRef,
    GITHUB_REF: resolved.ref,
    GITHUB_REF_NAME: refName,
    GITHUB_REF_PROTECTED: String(resolved.refProtected),
    GITHUB_REF_TYPE: resolved.refType,
    GITHUB_REPOSITORY: resolved.repository,
    GITHUB_REPOSITORY_ID: resolved.repositoryId,
    GITHUB_REPOSITORY_OWNER: resolved.owner,
    GITHUB_REPOSITORY_OWNER_ID: resolved.ownerId,
    GITHUB_RUN_ATTEMPT: resolved.runAttempt,
    GITHUB_RUN_ID: resolved.runId,
    GITHUB_RUN_NUMBER: resolved.runNumber,
    GITHUB_SHA: resolved.sha,
    GITHUB_WORKFLOW: resolved.workflow,
    GITHUB_WORKFLOW_REF: resolved.workflowRef,
    RUNNER_ENVIRONMENT: resolved.runner,
    ...(gitHubJobMayGetToken(job).allowed
      ? { ACTIONS_ID_TOKEN_REQUEST_URL: requestUrl(url, id), ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken }
      : {}),
  };
}

/** Ends in a query, since clients append `&audience=…`. */
export const requestUrl = (url: string, id: string): string => `${url}/_jobs/${id}/idtoken?api-version=2.0`;

/**
 * Fills in what the emulator's GitHub knows of the job's repository and the description leaves out: ids, visibility,
 * default branch, the form of its subjects, and whether forks get write tokens.
 */
export function knownJob(job: GitHubJob, github: GitHubState): GitHubJob {
  const repository = github.repositories.get(String(job.repository).toLowerCase());
  if (!repository) {
    return job;
  }
  const { use_default, include_claim_keys } = repository.subject;
  return {
    repositoryId: repository.id,
    ownerId: repository.owner_id,
    visibility: repository.visibility,
    defaultBranch: repository.default_branch,
    immutableSubject: subjectPrefix(repository).includes("@"),
    forkWriteTokens: repository.fork_pull_requests.send_write_tokens_to_workflows,
    ...(use_default || include_claim_keys.length === 0 ? {} : { subjectClaimKeys: include_claim_keys }),
    ...job,
  };
}
