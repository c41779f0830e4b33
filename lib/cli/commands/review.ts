import type { Command } from "commander";
import { addFailOnOption, addOutputOptions, type FailOnOptions, type OutputOptions } from "../options/output.js";
import { newCommand } from "../private/command.js";

export interface ReviewOptions extends OutputOptions<"text" | "markdown" | "json">, FailOnOptions {
  readonly before?: string;
  readonly after?: string;
  readonly plan?: string;
}

const SUMMARY =
  "Says what a change does to trust: who gains access and who loses it, each shown by a job, wider or narrower.";

/** `cloudsmith-trust review` */
export function reviewCommand(): Command {
  const command = newCommand("review", SUMMARY, [
    ["cloudsmith-trust review --before base/cdktf.out --after cdktf.out", "what does this branch change?"],
    ["cloudsmith-trust review --plan cdktf.out/stacks/app/plan", "what would this plan change?"],
    ["cloudsmith-trust review --before live:acme --after trust.json", "what differs from the live organization?"],
    ["cloudsmith-trust review --before old.json --after new.json --format markdown", "for a pull request's comment"],
  ])
    .option("--before <FROM>", "trust before the change; see below")
    .option("--after <FROM>", "trust after the change; see below")
    .option("--plan <FILE>", "both sides from one plan: the plan in its stack's folder, or its terraform show -json");
  addOutputOptions(command, ["text", "markdown", "json"]);
  addFailOnOption(command).addHelpText("after", FROM_HELP);
  return command.action(async (options: ReviewOptions) => {
    const { review } = await import("../review/index.js");
    process.exitCode = await review(options);
  });
}

const FROM_HELP = `
FROM is a trust file, a folder that cdktf synth wrote (cdktf.out, or one stack's), a state or a plan (as
terraform show -json writes it; of a plan, --before takes what is before it and --after what it leaves), - for any
of these files on standard input, or live:ORG for a live organization.

Exit codes: 0 fine, 1 something could not be told, 2 wrong command line, 10 a gain or a new finding at or above
--fail-on. Of several the first of 2, 1 and 10 holds.`;
