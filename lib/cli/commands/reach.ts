import type { Command } from "commander";
import { addJobOptions, type JobOptions } from "../options/job.js";
import {
  addFailOnOption,
  addOutputOptions,
  type FailOnOptions,
  type Format,
  type OutputOptions,
} from "../options/output.js";
import { addReaderOptions, type ReaderOptions } from "../options/readers.js";
import { addNotes, newCommand } from "../private/command.js";

export interface ReachOptions extends ReaderOptions, JobOptions, OutputOptions<Format>, FailOnOptions {
  readonly to?: string;
  readonly account?: string;
}

const SUMMARY =
  "Says who can read, write and administer a Cloudsmith repository, or what an account or a described job can do.";

/** `cloudsmith-trust reach` */
export function reachCommand(): Command {
  const command = newCommand("reach", SUMMARY, [
    ["cloudsmith-trust reach --live acme --to prod", "who can read, write and administer prod today, and how?"],
    ["cloudsmith-trust reach --plan cdktf.out/stacks/app/plan --to prod", "and after this plan?"],
    ["cloudsmith-trust reach --app cdktf.out --account ci-app", "what can this account do, and which jobs get it?"],
    [
      "cloudsmith-trust reach --trust trust.json --repository acme/app --repository-id 74 --environment production",
      "what can this job of GitHub do?",
    ],
    [
      "cloudsmith-trust reach --app cdktf.out --repository acme/app --repository-id 74 --event pull_request --fail-on medium",
      "in CI: no pull request's job may publish",
    ],
    [
      "cloudsmith-trust reach --app cdktf.out --to prod --format sarif --output reach.sarif",
      "who reaches prod, at the lines of code that let them",
    ],
  ])
    .option("--to <REPOSITORY>", "who reaches this Cloudsmith repository? by slug, name or resource address")
    .option("--account <SLUG>", "what does this account reach? by slug, name or resource address");
  addReaderOptions(command);
  addJobOptions(command);
  addOutputOptions(command);
  addNotes(addFailOnOption(command, "end with exit code 10 where so much is reached", "none"), HELP);
  return command.action(async (options: ReachOptions) => {
    const { reach } = await import("../reach/index.js");
    process.exitCode = await reach(options);
  });
}

const HELP = `
--fail-on weighs what is reached: low is Read, medium Write, high Admin, publishing by everyone in the organization or
reading by anyone, critical all that a Manager can take. sarif and github show each way to it at the line that gives it,
as notes and warnings: it is what there is, and no fault. check says what is wrong with it.

Exit codes: 0 told, 1 could not tell all of it, 2 wrong command line, 10 something is reached at or above --fail-on. Of
several the first of 2, 1 and 10 holds.`;
