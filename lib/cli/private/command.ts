import { Command } from "commander";
import { reflow } from "./reflow.js";

/** An example of a `--help`: a command line, and what it is for. */
export type Example = readonly [command: string, purpose: string];

/** A command with our manners: errors are thrown instead of printed, and help ends with examples. */
export function newCommand(name: string, summary: string, examples: readonly Example[] = []): Command {
  const command = new Command(name)
    .summary(summary)
    .description(summary)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined, outputError: () => undefined })
    .configureHelp({ optionTerm: ({ flags }) => flags.replace(/[<>]/g, "") })
    .helpOption("-h, --help", "show this help")
    .helpCommand(false)
    .allowExcessArguments(false);
  if (examples.length > 0) {
    command.addHelpText("after", () => {
      const lines = examples.map(([line, purpose]) => `  ${line}\n${reflow(`      ${purpose}`, helpWidth())}`);
      return `\nExamples:\n${lines.join("\n")}`;
    });
  }
  return command;
}

/** Says something at the end of a command's help, wrapped as its options are. */
export function addNotes(command: Command, notes: string): Command {
  return command.addHelpText("after", () => reflow(notes, helpWidth()));
}

/** As commander has it for the options above; a terminal that does not know its width says 0. */
function helpWidth(): number {
  return Math.max((process.stdout.isTTY && process.stdout.columns) || 80, 40);
}
