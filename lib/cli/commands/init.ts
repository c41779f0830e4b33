import { type Command, Option } from "commander";
import { BACKENDS } from "../init/backends.js";
import { addNotes, newCommand } from "../private/command.js";

export interface InitOptions {
  readonly organization?: string;
  readonly repository?: string;
  readonly repositoryId?: string;
  readonly ownerId?: string;
  readonly branch: string;
  readonly publishTo?: string;
  readonly backend: string;
  readonly backendConfig: readonly string[];
}

const SUMMARY =
  "Makes a project in a folder: a cdktf app, tests, workflows for review, deploy and drift, and how to begin.";

/** `cloudsmith-trust init` */
export function initCommand(): Command {
  const command = newCommand("init", SUMMARY, [
    [
      "cloudsmith-trust init trust --organization acme --repository acme/trust --publish-to prod",
      "a project in the folder trust, to be kept in acme/trust on GitHub; its ids are asked of GitHub",
    ],
    [
      "cloudsmith-trust init --organization acme --repository acme/trust --repository-id 74 --owner-id 65 --publish-to prod --backend s3 --backend-config bucket=acme-state --backend-config region=eu-west-1",
      "here, with the ids given, and the state in a bucket",
    ],
  ])
    .argument("[DIR]", "the folder (default: this one); none of its files is replaced")
    .option("--organization <SLUG>", "slug of the Cloudsmith organization")
    .option("--repository <OWNER/NAME>", "the GitHub repository that the project will be kept in")
    .option("--repository-id <ID>", "its numeric id (default: asked of GitHub)")
    .option("--owner-id <ID>", "numeric id of its owner (default: asked of GitHub)")
    .option("--branch <NAME>", "its default branch, from which CI deploys", "main")
    .option("--publish-to <SLUG>", "the Cloudsmith repository of the first pipeline")
    .addOption(
      new Option("--backend <TYPE>", "where Terraform keeps its state").choices(Object.keys(BACKENDS)).default("local"),
    )
    .addOption(
      new Option("--backend-config <KEY=VALUE>", "what the backend needs; may be repeated")
        .argParser(collect)
        .default([], "none"),
    );
  addNotes(command, notes());
  return command.action(async (directory: string | undefined, options: InitOptions) => {
    const { init } = await import("../init/index.js");
    process.exitCode = await init(directory ?? ".", options);
  });
}

function collect(value: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, value];
}

function notes(): string {
  const needs = Object.entries(BACKENDS).map(
    ([type, { needs }]) => `  ${type.padEnd(8)} ${needs.length === 0 ? "nothing" : needs.join(", ")}`,
  );
  return `
Backends and what they need:
${needs.join("\n")}
A state in a local file is for trying it out: CI would lose it, so synth refuses it there. Credentials of a backend
are not written into code: they come from the environment.

Exit codes: 0 written, 1 could not, 2 wrong command line. Nothing is written unless all of it is.`;
}
