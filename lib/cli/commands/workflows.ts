import type { Command } from "commander";
import {
  addFailOnOption,
  addOutputOptions,
  type FailOnOptions,
  FORMATS,
  type Format,
  type OutputOptions,
} from "../options/output.js";
import { addReaderOptions, type ReaderOptions } from "../options/readers.js";
import { addRepositoryOptions, addVariableOption, type RepositoryOptions } from "../options/repository.js";
import { addNotes, newCommand } from "../private/command.js";
import { workflowsRenderCommand } from "./workflows-render.js";

export interface WorkflowsOptions extends ReaderOptions, RepositoryOptions, OutputOptions<Format>, FailOnOptions {
  readonly var: ReadonlyMap<string, string>;
}

const SUMMARY =
  "Says which jobs of a repository's .github/workflows trust lets in, which not and why; writes a workflow for an account.";

/** `cloudsmith-trust workflows`, with `workflows render` below it. */
export function workflowsCommand(): Command {
  const command = newCommand("workflows", SUMMARY, [
    ["cloudsmith-trust workflows", "the workflows of this folder against the app that cdktf synth wrote to cdktf.out"],
    ["cloudsmith-trust workflows --app infra/cdktf.out", "against what another app declares"],
    ["cloudsmith-trust workflows --live acme --repository-id 74 --owner-id 65", "against the live organization"],
    ["cloudsmith-trust workflows ../app --trust trust.json --repository acme/app", "those of another folder"],
    [
      "cloudsmith-trust workflows --trust trust.json --var CLOUDSMITH_SERVICE_SLUG=ci-app",
      "with the value of a variable that the files only name",
    ],
    ["cloudsmith-trust workflows --app infra/cdktf.out --format github", "annotations beside the lines, in a job"],
    [
      'cloudsmith-trust workflows render --app infra/cdktf.out --account ci-app --run "make publish"',
      "a workflow that this trust lets in",
    ],
  ])
    .usage("[options] [FOLDER]\n       cloudsmith-trust workflows render [options]")
    .argument("[FOLDER]", "the repository (default: this folder)")
    .enablePositionalOptions();
  addReaderOptions(command);
  addVariableOption(addRepositoryOptions(command));
  addOutputOptions(command, FORMATS);
  addNotes(addFailOnOption(command), HELP);
  command.addCommand(workflowsRenderCommand());
  return command.action(async (folder: string | undefined, options: WorkflowsOptions) => {
    const { workflows } = await import("../workflows/index.js");
    process.exitCode = await workflows(folder ?? ".", options);
  });
}

const HELP = `
By default the trust is that of the app in the output folder that cdktf.json names, or else in cdktf.out. Called workflows
and composite actions are followed inside the repository. What an expression makes at run time is "could not tell", unless trust decides the same whatever it is.

Exit codes: 0 every job is let in, 1 something could not be told, 2 wrong command line, 10 a job is refused, or a
finding at or above --fail-on (none: neither counts). Of several the first of 2, 1 and 10 holds.`;
