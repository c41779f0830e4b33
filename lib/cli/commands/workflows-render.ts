import type { Command } from "commander";
import { addReaderOptions, type ReaderOptions } from "../options/readers.js";
import { newCommand } from "../private/command.js";

export interface RenderOptions extends ReaderOptions {
  readonly account?: string;
  readonly setting?: string;
  readonly branch?: string;
  readonly tag?: string;
  readonly name?: string;
  readonly run?: readonly string[];
  readonly output?: string;
}

/** `cloudsmith-trust workflows render` */
export function workflowsRenderCommand(): Command {
  const command = newCommand(
    "render",
    "Writes a workflow whose job trust lets in as an account: no permission but the two it needs, pinned actions, no key.",
    [
      [
        'cloudsmith-trust workflows render --app infra/cdktf.out --account ci-app --run "make" --run "make publish"',
        "for the jobs that this app lets in as ci-app",
      ],
      [
        "cloudsmith-trust workflows render --trust trust.json --run ./publish.sh --output .github/workflows/publish.yml",
        "into a file",
      ],
    ],
  );
  return addReaderOptions(command)
    .option("--account <SLUG>", "the service account; needless where the trust has one only")
    .option("--setting <NAME>", "the provider settings to get in by; needless where they do not differ in environment")
    .option("--branch <NAME>", "for settings that leave the ref open: started by pushes to this branch")
    .option("--tag <START>", "for settings that leave the ref open: started by tags that begin so")
    .option("--name <TEXT>", "name of the workflow (default: Publish)")
    .option(
      "--run <COMMAND>",
      "what the job does, signed in through cloudsmith-trust token or the cloudsmith command; several times for several steps",
      (command_: string, before: readonly string[] = []) => [...before, command_],
    )
    .option("--output <FILE>", "write it to a file instead of standard output")
    .action(async (options: RenderOptions) => {
      const { renderForAccount } = await import("../workflows/index.js");
      process.exitCode = await renderForAccount(options);
    });
}
