import type { Command } from "commander";
import {
  addFailOnOption,
  addOutputOptions,
  type FailOnOptions,
  FORMATS,
  type OutputOptions,
} from "../options/output.js";
import { addNotes, newCommand } from "../private/command.js";

/** Every format there is. */
export type ReviewFormat = (typeof FORMATS)[number];

export interface ReviewOptions extends OutputOptions<ReviewFormat>, FailOnOptions {
  readonly before?: string;
  readonly after?: string;
  readonly plan?: readonly string[];
  readonly context?: string;
  readonly changedFiles?: string;
  readonly deployer?: string;
  /** A name where one was given. */
  readonly comment?: boolean | string;
  readonly pullRequest?: string;
  readonly public?: boolean;
  /** @default true */
  readonly summary?: boolean;
}

const SUMMARY =
  "Says what a change does to trust: who gains access and who loses it, each shown by a job, wider or narrower.";

/** `cloudsmith-trust review` */
export function reviewCommand(): Command {
  const command = newCommand("review", SUMMARY, [
    ["cloudsmith-trust review --before base/cdktf.out --after cdktf.out", "what does this branch change?"],
    [
      "cloudsmith-trust review --plan cdktf.out",
      "what would the plans of all stacks, as cdktf diff left them, change?",
    ],
    ["cloudsmith-trust review --before live:acme --after trust.json", "what differs from the live organization?"],
    [
      "cloudsmith-trust review --before base.json --after head.json --context snapshot.json --comment",
      "in a job of a pull request: judge it with the rest of the organization, and keep one comment up to date",
    ],
  ])
    .option("--before <FROM>", "trust before the change; see below")
    .option("--after <FROM>", "trust after the change; see below")
    .option(
      "--plan <PATH>",
      "both sides from a plan: the plan in its stack's folder, its terraform show -json, or a folder with the plans of its stacks; may be given several times",
      (path: string, paths: readonly string[] = []) => [...paths, path],
    )
    .option("--context <FILE>", "judge it with the rest of the organization: what drift --snapshot writes")
    .option(
      "--changed-files <FILE>",
      "look at what the change does to those who review it: what git diff --name-only prints, or JSON",
    )
    .option(
      "--deployer <ACCOUNT>",
      "the account that applies the change: name, slug or address (default: whoever is the last that could)",
    )
    .option("--comment [NAME]", "keep one comment on the pull request up to date; a name tells several apps apart")
    .option("--pull-request <N>", "the pull request (default: of the event that the job runs for)")
    .option("--public", "comment in a public repository, too")
    .option("--no-summary", "write no step summary (default: where GITHUB_STEP_SUMMARY names one)");
  addOutputOptions(command, FORMATS);
  addNotes(addFailOnOption(command), FROM_HELP);
  return command.action(async (options: ReviewOptions) => {
    const { review } = await import("../review/index.js");
    process.exitCode = await review(options);
  });
}

const FROM_HELP = `
FROM is a trust file, a folder that cdktf synth wrote (cdktf.out, or one stack's), a state or a plan (as
terraform show -json writes it; of a plan, --before takes what is before it and --after what it leaves), - for any
of these files on standard input, or live:ORG for a live organization.

--comment needs GITHUB_TOKEN with pull-requests: write, and GITHUB_REPOSITORY, which runners set. It edits its own
comment alone, found by a marker and by its author; begins none where there is nothing to say; writes none from the
pull request of a fork, for an event without a pull request, nor in a public repository without --public. What cannot be written there is told, with exit
code 1, after the report.

Exit codes: 0 fine, 1 something could not be told, or not be written, 2 wrong command line, 10 a gain, a new finding
or something that weakens the reviewer at or above --fail-on. Of several the first of 2, 1 and 10 holds.`;
