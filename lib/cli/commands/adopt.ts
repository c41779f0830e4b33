import { type Command, Option } from "commander";
import { addFailOnOption, addFormatOption, type FailOnOptions, type Format } from "../options/output.js";
import { addNotes, newCommand } from "../private/command.js";

export interface AdoptOptions extends FailOnOptions {
  readonly format: Format;
  /** Where the report goes; `output` is where the app does. */
  readonly report?: string;
  readonly live?: string;
  readonly trust?: string;
  readonly output: string;
  readonly engine: "packed" | "registry";
  readonly authoritative?: boolean;
  readonly github?: boolean;
  readonly force?: boolean;
}

const SUMMARY =
  "Writes the cdktf app that declares a live organization, with an import block for all that exists: its first plan changes nothing.";

/** `cloudsmith-trust adopt` */
export function adoptCommand(): Command {
  const command = newCommand("adopt", SUMMARY, [
    ["cloudsmith-trust adopt --live acme --output trust", "the organization acme as an app in the folder trust"],
    ["cloudsmith-trust adopt --live acme --output trust --github", "and its GitHub repositories by their names"],
    ["cloudsmith-trust adopt --live acme --output trust --authoritative", "and revoke what is granted beside it later"],
    ["cloudsmith-trust adopt --live acme --output trust --engine registry", "for Terraform that runs without Node"],
    ["cloudsmith-trust adopt --trust acme.json --output trust --format json", "from what the API said of it"],
    [
      "cloudsmith-trust adopt --live acme --output trust --format html --report adoption.html",
      "and a page of what was found and what was left out, for those who have to judge it",
    ],
  ])
    .option(
      "--live <ORG>",
      "the organization, read with CLOUDSMITH_API_KEY, or by OIDC as CLOUDSMITH_SERVICE_SLUG; GET only",
    )
    .option("--trust <FILE>", "a trust file whose settings have their slug_perm, or - for standard input")
    .requiredOption("--output <DIR>", "the folder of the app")
    .addOption(
      new Option("--engine <ENGINE>", "the provider: packed in this package, or the registry's")
        .choices(["packed", "registry"])
        .default("packed"),
    )
    .option(
      "--authoritative",
      "declare each repository's grants as one list, which revokes what it does not name (always so with --engine registry)",
    )
    .option(
      "--github",
      "call GitHub repositories that are trusted by id by their names: asks GitHub, with GITHUB_TOKEN; GET only",
    )
    .option("--force", "write into a folder that is not empty: replaces what an earlier adopt wrote and nobody edited");
  addFormatOption(command).option("--report <FILE>", "write the report to a file instead of standard output");
  addNotes(addFailOnOption(command), EXIT_HELP);
  return command.action(async (options: AdoptOptions) => {
    const { adopt } = await import("../adopt/index.js");
    process.exitCode = await adopt(options);
  });
}

const EXIT_HELP = `
Open trust that would stop cdktf synth is written with accept(rule, { reason, until }), and listed.

Exit codes: 0 adopted, 10 adopted with open trust at or above --fail-on accepted as found, 1 adopted in part (something
could not be read or declared; it is listed) or not at all, 2 wrong command line.`;
