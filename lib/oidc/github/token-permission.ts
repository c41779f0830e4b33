import type { GitHubJob } from "./job.js";
import { PROPOSAL_EVENTS } from "./names.js";
import { resolveGitHubJob } from "./resolve-job.js";

export interface TokenPermission {
  readonly allowed: boolean;
  /** One sentence: why, or why not. */
  readonly reason: string;
}

/**
 * Whether GitHub gives a described job an identity token at all.
 *
 * Source: GitHub's reference on the permissions of `GITHUB_TOKEN`: a run that a fork's proposal starts has read
 * permissions at most, unless the private repository hands write tokens to forks; `pull_request_target` runs in the
 * base repository with its full permissions, wherever the proposal comes from.
 *
 * @throws OidcError `invalid_job`
 */
export function gitHubJobMayGetToken(job: GitHubJob): TokenPermission {
  const { event, fromFork, forkWriteTokens, visibility, idTokenPermission } = resolveGitHubJob(job);
  if (idTokenPermission === "none") {
    return { allowed: false, reason: "the job lacks the permission id-token: write" };
  }
  if (fromFork && PROPOSAL_EVENTS.includes(event)) {
    if (!forkWriteTokens) {
      return { allowed: false, reason: `GitHub gives no identity token to a ${event} run started from a fork` };
    }
    if (visibility === "public") {
      return {
        allowed: false,
        reason: "only private repositories can hand write tokens to the pull requests of forks",
      };
    }
    return { allowed: true, reason: "the repository hands write tokens to the pull requests of forks" };
  }
  return { allowed: true, reason: "the job has the permission id-token: write" };
}
