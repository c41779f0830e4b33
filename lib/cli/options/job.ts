/**
 * A described CI job: the same options wherever a command takes one.
 */
import { type Command, Option } from "commander";
// Not the room's index: it would load the HTTP client.
import { DEFAULT_AUDIENCE } from "../../oidc/exchange/source.js";
import type { GitHubJob } from "../../oidc/index.js";
import { usageError } from "../errors.js";

export interface JobOptions {
  readonly repository?: string;
  readonly ref?: string;
  readonly event?: string;
  readonly environment?: string;
  readonly fork?: boolean;
  readonly repositoryId?: string;
  readonly ownerId?: string;
  readonly visibility?: "public" | "private" | "internal";
  readonly workflow?: string;
  readonly reusableWorkflow?: string;
  readonly actor?: string;
  readonly audience?: string;
}

export function addJobOptions(command: Command): Command {
  return command
    .option("--repository OWNER/NAME", "the GitHub repository of a described job")
    .option("--ref REF", "its full ref, e.g. refs/heads/main or refs/tags/v1 (default: the default branch)")
    .option("--event NAME", "what started it, e.g. push, pull_request, workflow_dispatch (default: push)")
    .option("--environment NAME", "the deployment environment it names (default: none)")
    .option("--fork", "its pull request comes from a fork")
    .option("--repository-id ID", "numeric id of the repository (default: made from its name)")
    .option("--owner-id ID", "numeric id of the owner (default: made from its name)")
    .addOption(
      new Option("--visibility KIND", "of the repository (default: private)").choices([
        "public",
        "private",
        "internal",
      ]),
    )
    .option("--workflow PATH", "the workflow's file (default: .github/workflows/publish.yml)")
    .option("--reusable-workflow REF", "the called workflow that holds the job: OWNER/NAME/PATH@REF")
    .option("--actor LOGIN", "who started it (default: octocat)")
    .option("--audience TEXT", `the audience its token is asked for (default: ${DEFAULT_AUDIENCE})`);
}

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
  return {
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
}

/** The audience asked for, by option or as the official clients take it from the environment. */
export function audienceOf({ audience }: Pick<JobOptions, "audience">): string {
  return audience ?? (process.env.CLOUDSMITH_OIDC_AUDIENCE || DEFAULT_AUDIENCE);
}
