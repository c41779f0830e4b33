import type { Command } from "commander";
import {
  addFailOnOption,
  addOutputOptions,
  type FailOnOptions,
  FORMATS,
  type Format,
  type OutputOptions,
} from "../options/output.js";
import { addRepositoryOptions, addVariableOption, type RepositoryOptions } from "../options/repository.js";
import { addNotes, newCommand } from "../private/command.js";

export interface MigrateOptions extends RepositoryOptions, OutputOptions<Format>, FailOnOptions {
  readonly var: ReadonlyMap<string, string>;
  readonly organization?: string;
  readonly account?: string;
  readonly write?: boolean;
  readonly patch?: string;
  readonly code?: string;
}

const SUMMARY =
  "Turns jobs that use a long-lived Cloudsmith key into jobs that sign in by OIDC: the constructs, the changed workflow files, the order of steps.";

/** `cloudsmith-trust migrate` */
export function migrateCommand(): Command {
  const command = newCommand("migrate", SUMMARY, [
    ["cloudsmith-trust migrate", "what would change in this folder's repository; nothing is written"],
    [
      "cloudsmith-trust migrate --repository-id 74 --owner-id 65 --code trust.ts --patch migrate.patch",
      "the constructs and the change as files: git apply migrate.patch",
    ],
    ["cloudsmith-trust migrate --write", "change the workflow files in place"],
    ["cloudsmith-trust migrate --account ci-app", "for an account that there is already"],
    ["cloudsmith-trust migrate --format sarif --fail-on medium", "in CI: no job may use a long-lived key any more"],
  ])
    .usage("[options] [FOLDER]")
    .argument("[FOLDER]", "the repository (default: this folder)");
  addVariableOption(addRepositoryOptions(command))
    .option("--organization <SLUG>", "the Cloudsmith organization (default: the one that the commands name)")
    .option("--account <SLUG>", "a service account that there is already (default: a new one, its slug in a variable)")
    .option("--write", "change the workflow files in place")
    .option("--patch <FILE>", "write the change to a file, as git apply takes it")
    .option("--code <FILE>", "write the constructs to a file; one that is there already is not replaced");
  addOutputOptions(command, FORMATS);
  addNotes(addFailOnOption(command), HELP);
  return command.action(async (folder: string | undefined, options: MigrateOptions) => {
    const { migrate } = await import("../migrate/index.js");
    process.exitCode = await migrate(folder ?? ".", options);
  });
}

const HELP = `
A job that cannot be changed safely is left as it is, with the reason; other uses of credentials (npm, pip, docker, curl
and others) are listed with what to do. Values of secrets are never shown.

Exit codes: 0 every job that uses a key can be changed, 1 a job is left or a file could not be read, 2 wrong command line,
10 a use of credentials at or above --fail-on: a key written down in a file is critical, any other use medium. Of several
the first of 2, 1 and 10 holds.`;
