import type { Command } from "commander";
// Not the room's index: it would load what help does not need.
import { nearest } from "../../oidc/nearest.js";
import { usageError } from "../errors.js";
import { EXIT } from "../exit-codes.js";
import { buildProgram } from "../program.js";

/**
 * Shows the help of the command that the words lead to.
 *
 * @returns the exit code
 */
export async function help(words: readonly string[]): Promise<number> {
  let command: Command = await buildProgram(words);
  for (const [index, word] of words.entries()) {
    const names = command.commands.map((each) => each.name());
    const found = command.commands[names.indexOf(word)];
    if (found === undefined) {
      const meant = nearest(word, names);
      throw usageError(
        `unknown command '${words.slice(0, index + 1).join(" ")}'${meant === undefined ? "" : ` (Did you mean ${meant}?)`}`,
        "see cloudsmith-trust help for all commands",
      );
    }
    command = found;
  }
  command.outputHelp();
  return EXIT.ok;
}
