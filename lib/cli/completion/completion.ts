import type { Shell } from "../commands/completion.js";
import { EXIT } from "../exit-codes.js";
import { print } from "../private/terminal.js";
import { wholeProgram } from "../program.js";
import { bashCompletion } from "./bash.js";
import { fishCompletion } from "./fish.js";
import { completedCommand } from "./words.js";
import { zshCompletion } from "./zsh.js";

const WRITERS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;

/**
 * Writes a shell's completion of every command that there is.
 *
 * @returns the exit code
 */
export async function completion(shell: Shell): Promise<number> {
  await print(WRITERS[shell](completedCommand(await wholeProgram())));
  return EXIT.ok;
}
