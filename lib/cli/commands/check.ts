import { type Command, Option } from "commander";
import {
  addFailOnOption,
  addOutputOptions,
  type FailOnOptions,
  FORMATS,
  type Format,
  type OutputOptions,
} from "../options/output.js";
import { addReaderOptions, type ReaderOptions } from "../options/readers.js";
import { addNotes, newCommand } from "../private/command.js";

const CLIENTS = ["cloudsmith-cli", "cloudsmith-cli-action", "cloudsmith-cli-action-v1", "terraform-provider"] as const;

export interface CheckOptions extends ReaderOptions, OutputOptions<Format>, FailOnOptions {
  readonly now?: string;
  readonly client?: (typeof CLIENTS)[number];
}

const SUMMARY =
  "Says what rules and policies find in trust: openings, slips that admit nobody, and what was let through.";

/** `cloudsmith-trust check` */
export function checkCommand(): Command {
  const command = newCommand("check", SUMMARY, [
    ["cloudsmith-trust check", "the app that cdktf synth wrote to cdktf.out"],
    [
      "cloudsmith-trust check --plan cdktf.out/stacks/app/plan",
      "as this plan will leave it, with ids that synth did not know",
    ],
    ["cloudsmith-trust check --live acme --fail-on medium", "the live organization; medium findings count, too"],
    ["cloudsmith-trust check --trust trust.json --format json", "a trust file, for programs"],
    ["cloudsmith-trust check --format github", "annotations beside the code, in a job of GitHub Actions"],
    ["cloudsmith-trust check --format sarif --output trust.sarif", "for GitHub's code scanning"],
  ]);
  addReaderOptions(command)
    .option("--now <MOMENT>", "whether acceptances hold at this moment: ISO 8601 or seconds since 1970 (default: now)")
    .addOption(
      new Option(
        "--client <CLIENT>",
        "what jobs sign in with, for the audience that it asks for (default: not known, and not looked at)",
      ).choices([...CLIENTS]),
    );
  addOutputOptions(command, FORMATS);
  addNotes(addFailOnOption(command), HELP);
  return command.action(async (options: CheckOptions) => {
    const { check } = await import("../check/index.js");
    process.exitCode = await check(options);
  });
}

const HELP = `
By default it looks at the app in the output folder that cdktf.json names, or else in cdktf.out. What an app
accepts is shown with its reason and date, and is a finding again past that date.

Exit codes: 0 fine, 1 something could not be told, 2 wrong command line, 10 a finding at or above --fail-on. Of several
the first of 2, 1 and 10 holds.`;
