import { type Command, InvalidArgumentError, Option } from "commander";
import {
  addFailOnOption,
  addOutputOptions,
  type FailOnOptions,
  FORMATS,
  type Format,
  type OutputOptions,
} from "../options/output.js";
import { addNotes, newCommand } from "../private/command.js";

/** The parts of a drift report, as `--only` names them. */
export const DRIFT_PARTS = ["managed", "undeployed", "unmanaged", "phantom"] as const;
export type DriftPart = (typeof DRIFT_PARTS)[number];

export type DriftFormat = Format;

export interface DriftOptions extends OutputOptions<DriftFormat>, FailOnOptions {
  readonly app?: string;
  readonly plan?: readonly string[];
  readonly live?: string;
  readonly only?: readonly DriftPart[];
  readonly onlyShown?: boolean;
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly reason?: string;
  readonly until?: string;
  readonly snapshot?: string;
  readonly issue?: boolean | string;
  readonly public?: boolean;
  readonly summary?: boolean;
}

const SUMMARY =
  "Says what is live in Cloudsmith and GitHub and is not what code declares: changed by hand, declared nowhere, trusted and gone.";

/** `cloudsmith-trust drift` */
export function driftCommand(): Command {
  const command = newCommand("drift", SUMMARY, [
    ["cloudsmith-trust drift", "everything, for the app in cdktf.out: runs terraform plan -refresh-only in each stack"],
    ["cloudsmith-trust drift --plan cdktf.out/stacks/app/plan", "of a plan that is there already"],
    ["cloudsmith-trust drift --only unmanaged --live acme --app cdktf.out", "what no stack declares, alone"],
    [
      'cloudsmith-trust drift --write-baseline drift.json --reason "known at the start" --until 2027-03-31',
      "a first quiet run: let be what is there, for a while",
    ],
    [
      "cloudsmith-trust drift --baseline drift.json --issue --snapshot trust.json",
      "in a scheduled job: alarm on new drift, keep an issue a stack, publish what is live for reviews",
    ],
  ])
    .option("--app <DIR>", "the synthesized app: cdktf.out, or the folder of one stack (default: cdktf.out)")
    .option(
      "--plan <FILE>",
      "instead of running Terraform: a plan with a refresh, or its terraform show -json; may be repeated",
      (file: string, files: readonly string[] = []) => [...files, file],
    )
    .option("--live <ORG>", "the live organization, where no stack says it")
    .addOption(
      new Option("--only <PARTS>", `look at these alone: ${DRIFT_PARTS.join(", ")} (default: all)`).argParser(parts),
    )
    .option("--only-shown", "settle for what the identity may read on Cloudsmith, and say what it may not")
    .option("--baseline <FILE>", "let be what this file accepts, until its dates")
    .option(
      "--write-baseline <FILE>",
      "write such a file for all drift that is there, and let it be; with --reason and --until",
    )
    .option("--reason <TEXT>", "why the written baseline lets it be")
    .option("--until <DATE>", "the last day that it does so, e.g. 2027-03-31")
    .option("--snapshot <FILE>", "publish the live trust as a trust file, for review --context")
    .option(
      "--issue [OWNER/NAME]",
      "keep one GitHub issue a stack: open it, edit it, close it (default: in $GITHUB_REPOSITORY)",
    )
    .option("--public", "also where everyone can read the issue")
    .option("--no-summary", "in a GitHub job, write nothing to the step's summary");
  addOutputOptions(command, FORMATS);
  addNotes(addFailOnOption(command, "end with exit code 11 from this severity on"), HELP);
  return command.action(async (options: DriftOptions) => {
    const { drift } = await import("../drift/index.js");
    process.exitCode = await drift(options);
  });
}

function parts(text: string): readonly DriftPart[] {
  const asked = text.split(",").map((part) => part.trim());
  const wrong = asked.find((part) => !DRIFT_PARTS.some((one) => one === part));
  if (wrong !== undefined) {
    throw new InvalidArgumentError(
      `There is no part ${JSON.stringify(wrong)}; give some of ${DRIFT_PARTS.join(", ")}.`,
    );
  }
  return DRIFT_PARTS.filter((part) => asked.includes(part));
}

const HELP = `
Cloudsmith is read with CLOUDSMITH_API_KEY, or in a CI job as CLOUDSMITH_SERVICE_SLUG; GitHub with GITHUB_TOKEN.
Cloudsmith's rate limit is waited for ten minutes in all, or the seconds of CLOUDSMITH_RATE_LIMIT_WAIT.
Terraform is $TERRAFORM_BINARY_NAME, else terraform. Nothing is written but what --issue, --snapshot, --output
and --write-baseline ask for: our provider refuses all but reads in this run.

Exit codes: 0 no drift at or above --fail-on, 1 something could not be told, 2 wrong command line, 11 drift at or
above --fail-on that no baseline accepts. Of several the first of 2, 1 and 11 holds. A baseline that is written
counts at once; of a partial report none is written.`;
