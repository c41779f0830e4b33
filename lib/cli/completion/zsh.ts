import { shellQuote } from "../private/shell.js";
import { allCommands, type CompletedCommand, type CompletedOption, type Expected } from "./words.js";

/** For zsh with its own completion system: evaluated below `compinit`, or as a file `_cloudsmith-trust` on `fpath`. */
export function zshCompletion(program: CompletedCommand): string {
  return `#compdef cloudsmith-trust
# Completes cloudsmith-trust in zsh: eval "$(cloudsmith-trust completion zsh)"

${allCommands(program).map(functionOf).join("\n")}
if [[ "\${funcstack[1]}" == "_cloudsmith-trust" ]]; then
  ${nameOf(program)} "$@"
elif (( $+functions[compdef] )); then
  compdef ${nameOf(program)} cloudsmith-trust
fi
`;
}

function nameOf({ path }: CompletedCommand): string {
  return ["_cloudsmith_trust", ...path].join("_").replaceAll("-", "_");
}

function functionOf(command: CompletedCommand): string {
  const specs = command.options.map(optionSpec);
  const { argument, commands } = command;
  if (commands.length === 0) {
    const rest = argument === undefined ? [] : [`'*:${label(argument.name)}:${action(argument)}'`];
    return `${nameOf(command)}() {
  _arguments ${[...specs, ...rest].join(" \\\n    ")}
}
`;
  }
  const described = commands.map(({ path, summary }) => shellQuote(`${path.at(-1) ?? ""}:${summary}`));
  const first = argument === undefined ? "_nothing" : "_files -/";
  return `${nameOf(command)}() {
  local curcontext="$curcontext" state line
  local -a commands=(
    ${described.join("\n    ")}
  )
  typeset -A opt_args
  _arguments -C ${[...specs, "'1: :->command'", "'*:: :->rest'"].join(" \\\n    ")}
  case "$state" in
    command) _describe -t commands command commands${argument === undefined ? "" : ` || ${first}`} ;;
    rest)
      case "$line[1]" in
${commands.map((each) => `        ${each.path.at(-1) ?? ""}) ${nameOf(each)} ;;`).join("\n")}
      esac ;;
  esac
}
`;
}

function optionSpec({ flags, description, value }: CompletedOption): string {
  const text = description.replace(/[\\[\]]/g, "\\$&");
  const rest = value === undefined ? "" : `${value.isOptional ? "::" : ":"}${label(value.name)}:${action(value)}`;
  return flags
    .map((flag) => {
      const excluded = flags.length > 1 ? `(${flags.join(" ")})` : "";
      const joined = value !== undefined && flag.startsWith("--") ? "=" : "";
      return shellQuote(`${excluded}${flag}${joined}[${text}]${rest}`);
    })
    .join(" ");
}

function label(name: string): string {
  return name.replaceAll(/[:\\']/g, " ");
}

function action(expected: Expected): string {
  switch (expected.kind) {
    case "choice":
      return `(${expected.choices.join(" ")})`;
    case "file":
      return "_files";
    case "folder":
      return "_files -/";
    case "command":
      return "_normal";
    case "other":
      return " ";
  }
}
