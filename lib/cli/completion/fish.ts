import { allCommands, type CompletedCommand, type CompletedOption, type Expected } from "./words.js";

/** For fish from 3.0 on. */
export function fishCompletion(program: CompletedCommand): string {
  const commands = allCommands(program);
  return `# Completes cloudsmith-trust in fish: cloudsmith-trust completion fish > ~/.config/fish/completions/cloudsmith-trust.fish

function __cloudsmith_trust_at --description 'Whether the words up to here lead to this command'
    set -l path ''
    set -l value 0
    for word in (commandline -opc)[2..-1]
        if test $value = 1
            set value 0
            continue
        else if test "$word" = --
            break
        end
        switch "$path $word"
${commands.flatMap(valueCases).join("\n")}
${commands.flatMap(pathCases).join("\n")}
        end
    end
    test "$path" = "$argv[1]"
end

complete -c cloudsmith-trust -f
${commands.flatMap(completions).join("\n")}
`;
}

function pathOf({ path }: Pick<CompletedCommand, "path">): string {
  return path.join("/");
}

function valueCases(command: CompletedCommand): readonly string[] {
  const flags = command.options.filter(({ value }) => value?.isOptional === false).flatMap((each) => each.flags);
  return flags.length === 0 ? [] : [`            case ${patterns(command, flags)}\n                set value 1`];
}

function pathCases(command: CompletedCommand): readonly string[] {
  return command.commands.map(
    (each) =>
      `            case ${patterns(command, each.path.slice(-1))}\n                set path ${quoted(pathOf(each))}`,
  );
}

function patterns(command: CompletedCommand, words: readonly string[]): string {
  return words.map((word) => quoted(`${pathOf(command)} ${word}`)).join(" ");
}

function completions(command: CompletedCommand): readonly string[] {
  const start = `complete -c cloudsmith-trust -n ${quoted(`__cloudsmith_trust_at ${quoted(pathOf(command))}`)}`;
  return [
    ...command.commands.map(({ path, summary }) => `${start} -a ${quoted(path.at(-1) ?? "")} -d ${quoted(summary)}`),
    ...command.options.map((option) => `${start} ${optionWords(option)}`),
    ...(command.argument === undefined
      ? []
      : [`${start} ${valueWords(command.argument)}`].filter((line) => line !== `${start} `)),
  ];
}

function optionWords({ flags, description, value }: CompletedOption): string {
  const names = flags.map((flag) => (flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  const rest =
    value === undefined || value.isOptional ? [] : [value.kind === "other" ? "-x" : `-r ${valueWords(value)}`];
  return [...names, ...rest, `-d ${quoted(description)}`].join(" ");
}

function valueWords(expected: Expected): string {
  switch (expected.kind) {
    case "choice":
      return `-f -a ${quoted(expected.choices.join(" "))}`;
    case "file":
      return "-F";
    case "folder":
      return "-f -a '(__fish_complete_directories)'";
    case "command":
      return "-f -a '(__fish_complete_subcommand)'";
    case "other":
      return "";
  }
}

/** fish takes a backslash and a quote in single quotes by a backslash before it. */
function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}
