import { Argument, type Command } from "commander";
import { newCommand } from "../private/command.js";
import { COMMANDS } from "../program.js";

/** `cloudsmith-trust help` */
export function helpCommand(): Command {
  const words = new Argument("[NAME...]", "of a command");
  // not by choices(): a second word is of a command below the first, and of an unknown one we say which was meant
  words.argChoices = COMMANDS.map(({ name }) => name);
  return newCommand("help", "Shows the help of a command, as --help after it does.", [
    ["cloudsmith-trust help", "all commands"],
    ["cloudsmith-trust help check", "the options and examples of check"],
    ["cloudsmith-trust help emulator job", "of a command below another"],
  ])
    .addArgument(words)
    .action(async (names: readonly string[]) => {
      const { help } = await import("../help/index.js");
      process.exitCode = await help(names);
    });
}
