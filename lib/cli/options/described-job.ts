import { DEFAULT_AUDIENCE } from "../../oidc/exchange/index.js";
import { type GitHubJob, isOidcError, resolveGitHubJob } from "../../oidc/index.js";
import { usageError } from "../errors.js";
import type { JobOptions } from "./job.js";

/** The options that only make sense beside `--repository`. */
const BESIDE_REPOSITORY = [
  "ref",
  "event",
  "environment",
  "fork",
  "repositoryId",
  "ownerId",
  "visibility",
  "workflow",
  "reusableWorkflow",
  "actor",
] as const;

/** @returns undefined where no job is described */
export function tryJob(options: JobOptions): GitHubJob | undefined {
  const { repository, ref, event, environment, fork, repositoryId, ownerId, visibility, actor } = options;
  if (repository === undefined) {
    const lonely = BESIDE_REPOSITORY.find((name) => options[name] !== undefined);
    if (lonely !== undefined) {
      throw usageError("a job is described without its repository", "add --repository OWNER/NAME");
    }
    return undefined;
  }
  const job: GitHubJob = {
    repository,
    ...(ref === undefined ? {} : { ref }),
    ...(event === undefined ? {} : { event }),
    ...(environment === undefined ? {} : { environment }),
    ...(fork === undefined ? {} : { fromFork: fork, event: event ?? "pull_request" }),
    ...(repositoryId === undefined ? {} : { repositoryId }),
    ...(ownerId === undefined ? {} : { ownerId }),
    ...(visibility === undefined ? {} : { visibility }),
    ...(options.workflow === undefined ? {} : { workflowPath: options.workflow }),
    ...(options.reusableWorkflow === undefined ? {} : { reusableWorkflow: options.reusableWorkflow }),
    ...(actor === undefined ? {} : { actor }),
  };
  try {
    resolveGitHubJob(job);
  } catch (error) {
    throw isOidcError(error) ? usageError(error.message, "correct the options that describe the job") : error;
  }
  return job;
}

/** The audience asked for, by option or as the official clients take it from the environment. */
export function audienceOf({ audience }: Pick<JobOptions, "audience">): string {
  return audience ?? (process.env.CLOUDSMITH_OIDC_AUDIENCE || DEFAULT_AUDIENCE);
}

/** A job in the words of a report: `a job of acme/app (push at refs/heads/main)`. */
export function describeJob(job: GitHubJob): string {
  const { repository, event, ref, environment, fromFork } = resolveGitHubJob(job);
  const words = [event, ...(fromFork ? ["from a fork"] : []), "at", ref];
  return `a job of ${repository} (${words.join(" ")}${environment === undefined ? "" : ` in environment ${environment}`})`;
}
