/** Where a review goes beside its report: the summary of the step, and the comment on the pull request. */
import { hasNews, type ReviewReport, renderReviewMarkdown } from "../../report/index.js";
import type { ReviewOptions } from "../commands/review.js";
import { describeError, usageError } from "../errors.js";
import { githubClient, githubToken, refusePublic } from "../github-api/index.js";
import { addToStepSummary } from "../private/step-summary.js";
import { note } from "../private/terminal.js";
import { checkCommentName, keepComment } from "./comment.js";
import { type PullRequest, pullRequestOf } from "./pull-request.js";

type Environment = { readonly [name: string]: string | undefined };

/** What is to be done beside reporting, as far as the command line and the environment say. */
export interface Publication {
  readonly summary: boolean;
  readonly comment?: {
    /** Absent where the workflow runs for something else. */
    readonly pullRequest?: PullRequest;
    readonly name?: string;
    readonly public: boolean;
  };
}

/**
 * Looks at the options before anything is read, so that a wrong command line ends at once.
 *
 * @throws CliError `usage`
 */
export function publicationOf(options: ReviewOptions, environment: Environment): Publication {
  const { comment, summary = true } = options;
  if (comment === undefined || comment === false) {
    if (options.pullRequest !== undefined || options.public === true) {
      const [option] = options.pullRequest === undefined ? ["--public"] : ["--pull-request"];
      throw usageError(`${option} was given without --comment`, "add --comment, which it is about");
    }
    return { summary };
  }
  const pullRequest = pullRequestOf(options, environment);
  return {
    summary,
    comment: {
      ...(pullRequest === undefined ? {} : { pullRequest }),
      ...(comment === true ? {} : { name: checkCommentName(comment) }),
      public: options.public === true,
    },
  };
}

/**
 * Publishes a report that was printed already. What goes wrong is told, and hides nothing of it.
 *
 * @param say told what went wrong
 * @returns whether all of it was done
 */
export async function publish(
  report: ReviewReport,
  { summary, comment }: Publication,
  environment: Environment,
  say: (text: string) => void = note,
): Promise<boolean> {
  const tasks = [
    ...(summary ? [async () => void addToStepSummary((fits) => renderReviewMarkdown(report, fits), environment)] : []),
    ...(comment === undefined ? [] : [() => writeComment(report, comment, environment, say)]),
  ];
  let done = true;
  for (const task of tasks) {
    try {
      await task();
    } catch (error) {
      done = false;
      say(describeError(error).text);
    }
  }
  return done;
}

async function writeComment(
  report: ReviewReport,
  { pullRequest, name, public: isPublic }: NonNullable<Publication["comment"]>,
  environment: Environment,
  say: (text: string) => void,
): Promise<void> {
  if (pullRequest === undefined) {
    say("cloudsmith-trust: no comment: the workflow does not run for a pull request\n");
    return;
  }
  if (pullRequest.fromFork) {
    // GitHub gives such a job a token that only reads; nothing is wrong with that
    say(`cloudsmith-trust: no comment: pull request ${pullRequest.number} is from a fork, whose jobs only read\n`);
    return;
  }
  githubToken(environment, "write the comment", "pull-requests: write");
  const client = githubClient(environment, {
    onWait: (seconds) => say(`cloudsmith-trust: waiting ${seconds} s for GitHub's rate limit\n`),
  });
  try {
    if (!isPublic) {
      await refusePublic(client, pullRequest.repository, "the comment");
    }
    await keepComment(client, pullRequest, {
      name: name ?? report.review.scope.organization,
      text: renderReviewMarkdown(report),
      begins: hasNews(report.review),
    });
  } finally {
    client.close();
  }
}
