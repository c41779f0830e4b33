import { Command } from "commander";

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
    const lines = examples.map(([line, purpose]) => `  ${line}\n      ${purpose}`);
    command.addHelpText("after", `\nExamples:\n${lines.join("\n")}`);
  }
  return command;
}
