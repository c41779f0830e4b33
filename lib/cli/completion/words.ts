/** What can be completed, read from the commands themselves. */
import type { Argument, Command, Option } from "commander";

/** What is expected in a place. */
export type Expected =
  | { readonly kind: "choice"; readonly choices: readonly string[] }
  | { readonly kind: "file" }
  | { readonly kind: "folder" }
  /** A command of the person's own, with its arguments. */
  | { readonly kind: "command" }
  /** Something that only the person knows. */
  | { readonly kind: "other" };

export interface CompletedOption {
  /** `--format`, `-h`. */
  readonly flags: readonly string[];
  readonly description: string;
  /** Absent where the option takes no value. */
  readonly value?: Expected & { readonly name: string; readonly isOptional: boolean };
}

export interface CompletedCommand {
  /** The words that lead to it: none for the program itself, `["emulator", "job"]`. */
  readonly path: readonly string[];
  readonly summary: string;
  readonly options: readonly CompletedOption[];
  /** Of its first argument, and of those behind it where it takes many. */
  readonly argument?: Expected & { readonly name: string };
  readonly commands: readonly CompletedCommand[];
}

export function completedCommand(command: Command, path: readonly string[] = []): CompletedCommand {
  const help = command.createHelp();
  const [argument] = command.registeredArguments;
  return {
    path,
    summary: command.summary(),
    options: help.visibleOptions(command).map(completedOption),
    ...(argument === undefined
      ? {}
      : { argument: { name: argument.name(), ...expectedOf(argument, argument.name()) } }),
    commands: command.commands.map((each) => completedCommand(each, [...path, each.name()])),
  };
}

/** The command and all below it. */
export function allCommands(command: CompletedCommand): readonly CompletedCommand[] {
  return [command, ...command.commands.flatMap(allCommands)];
}

function completedOption(option: Option): CompletedOption {
  const name = /[<[]([^>\]]*?)(?:\.\.\.)?[>\]]/.exec(option.flags)?.[1];
  return {
    flags: [option.short, option.long].filter((flag) => flag !== undefined && flag !== null),
    description: option.description,
    ...(name === undefined ? {} : { value: { name, isOptional: option.optional, ...expectedOf(option, name) } }),
  };
}

/** By the choices, or by the word that stands for the value in the help. */
function expectedOf({ argChoices }: Pick<Option | Argument, "argChoices">, name: string): Expected {
  if (argChoices !== undefined) {
    return { kind: "choice", choices: argChoices };
  }
  if (/FILE|FROM|PATH/.test(name)) {
    return { kind: "file" };
  }
  if (/DIR|FOLDER/.test(name)) {
    return { kind: "folder" };
  }
  return { kind: /^COMMAND/.test(name) ? "command" : "other" };
}
