import { usageError } from "../errors.js";
import { githubRepository } from "../github-api/index.js";
import { parseJson, readText } from "../private/files.js";

/** The pull request that is reviewed. */
export interface PullRequest {
  /** `owner/name` of the repository that the pull request is in. */
  readonly repository: string;
  readonly number: number;
  /** Whether its branch is another repository's, so that GitHub gives its jobs a token that only reads. */
  readonly fromFork: boolean;
}

type Environment = { readonly [name: string]: string | undefined };

/**
 * The pull request that `--pull-request` names, else that of the event the workflow runs for, else of `GITHUB_REF`.
 *
 * @returns undefined where the workflow runs for an event that is about none, such as a push
 * @throws CliError `usage` where there should be one, and is not
 */
export function pullRequestOf(
  { pullRequest }: { readonly pullRequest?: string },
  environment: Environment,
): PullRequest | undefined {
  const repository = githubRepository(environment, "--comment");
  if (pullRequest !== undefined) {
    const number = numberOf(Number(pullRequest));
    if (!/^\d+$/.test(pullRequest) || number === undefined) {
      throw usageError(
        `--pull-request ${JSON.stringify(pullRequest)} is no number`,
        "give the number of the pull request",
      );
    }
    return { repository, number, fromFork: false };
  }
  const found = fromEvent(environment, repository) ?? fromRef(environment);
  if (found === undefined) {
    const event = environment.GITHUB_EVENT_NAME ?? "";
    if (event !== "" && !event.startsWith("pull_request")) {
      return undefined;
    }
    throw usageError(
      "--comment: there is no pull request",
      "run it for the event pull_request, or name one by --pull-request N",
    );
  }
  return { repository, ...found };
}

type Found = Omit<PullRequest, "repository">;

/** Source: https://docs.github.com/webhooks/webhook-events-and-payloads#pull_request */
function fromEvent({ GITHUB_EVENT_PATH: path }: Environment, repository: string): Found | undefined {
  if (path === undefined || path === "") {
    return undefined;
  }
  const event = parseJson(readText(path, "the event"), "the event", path);
  const pullRequest = at(event, "pull_request");
  const number = numberOf(at(pullRequest, "number"));
  if (number === undefined) {
    return undefined;
  }
  const head = at(pullRequest, "head", "repo", "full_name");
  // the repository of a fork may be gone
  return { number, fromFork: typeof head !== "string" || head.toLowerCase() !== repository.toLowerCase() };
}

/** `refs/pull/N/merge` */
function fromRef({ GITHUB_REF: ref }: Environment): Found | undefined {
  const number = numberOf(Number(/^refs\/pull\/(\d+)\//.exec(ref ?? "")?.[1]));
  return number === undefined ? undefined : { number, fromFork: false };
}

function numberOf(value: unknown): number | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? value : undefined;
}

function at(value: unknown, ...path: readonly string[]): unknown {
  let found = value;
  for (const name of path) {
    found =
      typeof found === "object" && found !== null && Object.hasOwn(found, name)
        ? (found as { [name: string]: unknown })[name]
        : undefined;
  }
  return found;
}
