/** What a run does beside its report: the step's summary, the snapshot, the issues. */
import { type DriftReport, renderDriftMarkdown } from "../../report/index.js";
import type { DriftOptions } from "../commands/drift.js";
import { describeError, usageError } from "../errors.js";
import { githubClient, githubRepository, githubToken, refusePublic } from "../github-api/index.js";
import { addToStepSummary } from "../private/step-summary.js";
import { note } from "../private/terminal.js";
import type { Sources } from "./gather.js";
import { type IssueOptions, type KeptIssue, keepIssues } from "./issue.js";
import { publishSnapshot } from "./snapshot.js";

export interface Publication {
  readonly summary: boolean;
  readonly issue?: IssueOptions;
  readonly snapshot?: string;
}

/**
 * Where the issues are to be kept, if they are: looked at before anything is read, so that a wrong command line or a
 * public repository ends at once.
 *
 * @throws CliError `usage`, GitHubError
 */
export async function issueOptions(options: DriftOptions): Promise<IssueOptions | undefined> {
  const { issue, failOn } = options;
  if (issue === undefined || issue === false) {
    if (options.public === true) {
      throw usageError("--public was given without --issue", "add --issue, which it is about");
    }
    return undefined;
  }
  const named = issue === true ? process.env : { GITHUB_REPOSITORY: issue };
  const repository = githubRepository(named, "--issue");
  githubToken(process.env, "keep the issue", "issues: write");
  if (options.public !== true) {
    const client = githubClient(process.env);
    try {
      await refusePublic(client, repository, "the issue");
    } finally {
      client.close();
    }
  }
  return { repository, from: failOn === "none" ? "low" : failOn };
}

/**
 * Publishes a report that was printed already. What goes wrong is told, and hides nothing of it.
 *
 * @returns whether all of it was done
 */
export async function publish(
  report: DriftReport,
  sources: Sources,
  { summary, issue, snapshot }: Publication,
  now: Date,
): Promise<boolean> {
  const tasks: (() => Promise<void> | void)[] = [
    ...(summary ? [() => void addToStepSummary((fits) => renderDriftMarkdown(report, fits))] : []),
    ...(snapshot === undefined ? [] : [() => publishSnapshot(snapshot, sources, now)]),
    ...(issue === undefined ? [] : [() => keepIssuesOf(report, issue)]),
  ];
  let done = true;
  for (const task of tasks) {
    try {
      await task();
    } catch (error) {
      done = false;
      note(describeError(error).text);
    }
  }
  return done;
}

async function keepIssuesOf(report: DriftReport, options: IssueOptions): Promise<void> {
  if (report.undecided.length > 0) {
    note("cloudsmith-trust: no issue was touched, since the report is partial\n");
    return;
  }
  const client = githubClient(process.env, {
    onWait: (seconds) => note(`cloudsmith-trust: waiting ${seconds} s for GitHub's rate limit\n`),
  });
  try {
    for (const kept of await keepIssues(client, report, options)) {
      tell(kept, options);
    }
  } finally {
    client.close();
  }
}

function tell({ outcome, number, stack }: KeptIssue, { repository }: IssueOptions): void {
  if (outcome !== "none" && outcome !== "unchanged") {
    const whose = stack === undefined ? "what no stack declares" : `stack ${JSON.stringify(stack)}`;
    note(`cloudsmith-trust: ${outcome} issue ${repository}#${number ?? "?"} for ${whose}\n`);
  }
}
