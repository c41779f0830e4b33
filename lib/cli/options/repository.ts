/** Whose workflow files a command reads: the same options everywhere. */
import { type Command, InvalidArgumentError, Option } from "commander";

export interface RepositoryOptions {
  readonly repository?: string;
  readonly repositoryId?: string;
  readonly ownerId?: string;
  readonly visibility?: "public" | "private" | "internal";
  readonly defaultBranch?: string;
}

export function addRepositoryOptions(command: Command): Command {
  return command
    .option(
      "--repository <OWNER/NAME>",
      "the GitHub repository that the files are of (default: git's origin, else that of the job of GitHub Actions)",
    )
    .option("--repository-id <ID>", "its numeric id: gh api repos/OWNER/NAME --jq .id")
    .option("--owner-id <ID>", "the numeric id of its owner: gh api repos/OWNER/NAME --jq .owner.id")
    .addOption(
      new Option("--visibility <KIND>", "of the repository (default: not known)").choices([
        "public",
        "private",
        "internal",
      ]),
    )
    .option("--default-branch <NAME>", "its default branch (default: what git says of origin, else main)");
}

export function addVariableOption(command: Command): Command {
  return command.addOption(
    new Option(
      "--var <NAME=VALUE>",
      "a configuration variable of the repository, read as vars.NAME; may be given several times",
    )
      .argParser(collectVariable)
      .default(new Map<string, string>(), "none"),
  );
}

function collectVariable(text: string, found: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new InvalidArgumentError("Give NAME=VALUE.");
  }
  return new Map([...found, [name, value]]);
}
