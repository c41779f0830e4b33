import { GITHUB_ISSUER } from "../issuers/github.js";
import { epochSeconds } from "../private/time.js";
import type { Claims } from "../settings.js";
import { REPOSITORY_PROPERTY_PREFIX } from "./claims.js";
import type { GitHubJob } from "./job.js";
import { syntheticId, syntheticUuid } from "./private/synthetic.js";
import { type ResolvedGitHubJob, resolveGitHubJob } from "./resolve-job.js";
import { gitHubSubject } from "./subject.js";

export interface GitHubTokenOptions {
  /** @default - the owner's URL, as GitHub does for a job that asks for no audience */
  readonly audience?: string;
  /** The moment the token is made, as a Date or in epoch seconds. @default - the clock's */
  readonly now?: Date | number;
  /** @default GITHUB_ISSUER */
  readonly issuer?: string;
  /** @default - made from the other claims, so equal for equal tokens */
  readonly tokenId?: string;
}

/** GitHub's tokens live five minutes, and are valid from ten minutes before they are made. */
const LIFETIME = 300;
const VALID_BEFORE = 600;

/**
 * The claims that the token of a described job has: all of today's, and consistent with each other.
 *
 * Whether GitHub would give that job a token at all is another question: see `gitHubJobMayGetToken`.
 *
 * @throws OidcError `invalid_job`
 * @example gitHubJobClaims({ repository: "acme/app", repositoryId: 74 }, { audience: "cloudsmith" })
 */
export function gitHubJobClaims(job: GitHubJob, options: GitHubTokenOptions = {}): Claims {
  const resolved = resolveGitHubJob(job);
  const texts = jobTexts(resolved);
  const iat = Math.floor(epochSeconds(options.now ?? new Date()));
  const claims = {
    iss: options.issuer ?? GITHUB_ISSUER,
    aud: options.audience ?? `https://github.com/${resolved.owner}`,
    sub: gitHubSubject(resolved, texts),
    ...texts,
    nbf: iat - VALID_BEFORE,
    iat,
    exp: iat + LIFETIME,
  };
  return { jti: options.tokenId ?? syntheticUuid(JSON.stringify(claims)), ...claims };
}

function jobTexts(job: ResolvedGitHubJob): { readonly [name: string]: string } {
  return {
    actor: job.actor,
    actor_id: job.actorId,
    base_ref: job.baseRef,
    check_run_id: job.checkRunId,
    ...(job.enterprise === undefined ? {} : { enterprise: job.enterprise.slug, enterprise_id: job.enterprise.id }),
    ...(job.environment === undefined
      ? {}
      : {
          environment: job.environment,
          environment_node_id: `EN_${syntheticId("environment", `${job.repository}\n${job.environment}`)}`,
        }),
    event_name: job.event,
    head_ref: job.headRef,
    job_workflow_ref: job.jobWorkflowRef,
    job_workflow_sha: job.sha,
    ref: job.ref,
    ref_protected: String(job.refProtected),
    ref_type: job.refType,
    repository: job.repository,
    repository_id: job.repositoryId,
    repository_owner: job.owner,
    repository_owner_id: job.ownerId,
    repository_visibility: job.visibility,
    run_attempt: job.runAttempt,
    run_id: job.runId,
    run_number: job.runNumber,
    runner_environment: job.runner,
    sha: job.sha,
    workflow: job.workflow,
    workflow_ref: job.workflowRef,
    workflow_sha: job.sha,
    ...Object.fromEntries([...job.properties].map(([name, value]) => [REPOSITORY_PROPERTY_PREFIX + name, value])),
  };
}
