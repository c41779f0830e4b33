import type { Command } from "commander";
import { addJobOptions, type JobOptions } from "../options/job.js";
import { addOutputOptions, type OutputOptions } from "../options/output.js";
import { addReaderOptions, type ReaderOptions } from "../options/readers.js";
import { newCommand } from "../private/command.js";

const REACH_FORMATS = ["text", "markdown", "json", "html"] as const;
const WITHOUT = "it says who reaches what, and finds nothing wrong with it";

export interface ReachOptions extends ReaderOptions, JobOptions, OutputOptions<(typeof REACH_FORMATS)[number]> {
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
  ])
    .option("--to <REPOSITORY>", "who reaches this Cloudsmith repository? by slug, name or resource address")
    .option("--account <SLUG>", "what does this account reach? by slug, name or resource address");
  addReaderOptions(command);
  addJobOptions(command);
  addOutputOptions(command, REACH_FORMATS, WITHOUT).addHelpText("after", EXIT_HELP);
  return command.action(async (options: ReachOptions) => {
    const { reach } = await import("../reach/index.js");
    process.exitCode = await reach(options);
  });
}

const EXIT_HELP = `
Exit codes: 0 told, 1 could not tell all of it, 2 wrong command line.`;
