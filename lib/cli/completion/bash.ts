import { shellQuote } from "../private/shell.js";
import { allCommands, type CompletedCommand, type Expected } from "./words.js";

/** For bash from 3.2 on, without any package beside it. */
export function bashCompletion(program: CompletedCommand): string {
  const commands = allCommands(program);
  return `# Completes cloudsmith-trust in bash: eval "$(cloudsmith-trust completion bash)"

_cloudsmith_trust_words() {
  COMPREPLY=()
  local word
  while IFS= read -r word; do
    COMPREPLY+=("$word")
  done < <(compgen "$@")
}

_cloudsmith_trust_files() {
  type compopt >/dev/null 2>&1 && compopt -o filenames 2>/dev/null
  _cloudsmith_trust_words "$1" -- "$2"
}

_cloudsmith_trust() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD - 1]}" path="" value="" word i
  # bash takes the = of --option=value for a word
  if [[ "$cur" == "=" ]]; then
    cur=""
  elif [[ "$prev" == "=" ]]; then
    prev="\${COMP_WORDS[COMP_CWORD - 2]}"
  fi
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    if [[ "$word" == "=" ]]; then
      continue
    elif [[ -n "$value" ]]; then
      value=""
      continue
    elif [[ "$word" == "--" ]]; then
      _cloudsmith_trust_words -c -- "$cur"
      return
    fi
    case "$path $word" in
${commands.flatMap(valueCases).join("\n")}
${commands.flatMap(pathCases).join("\n")}
    esac
  done
  case "$path $prev" in
${commands.flatMap(expectedCases).join("\n")}
  esac
  case "$path" in
${commands.map(wordCases).join("\n")}
  esac
}

complete -F _cloudsmith_trust cloudsmith-trust
`;
}

function pathOf({ path }: CompletedCommand): string {
  return path.join("/");
}

/** Words behind which a value stands, which is no command. */
function valueCases(command: CompletedCommand): readonly string[] {
  const flags = command.options.filter(({ value }) => value?.isOptional === false).flatMap((each) => each.flags);
  return flags.length === 0 ? [] : [`      ${patterns(command, flags)}) value=1 ;;`];
}

function pathCases(command: CompletedCommand): readonly string[] {
  return command.commands.map(
    (each) => `      ${patterns(command, each.path.slice(-1))}) path=${shellQuote(pathOf(each))} ;;`,
  );
}

function expectedCases(command: CompletedCommand): readonly string[] {
  return command.options.flatMap(({ flags, value }) =>
    value === undefined
      ? []
      : [
          `    ${patterns(command, flags)}) ${value.isOptional ? '[[ "$cur" == -* ]] || { ' : ""}${completed(value)}return${value.isOptional ? "; }" : ""} ;;`,
        ],
  );
}

function completed(expected: Expected): string {
  switch (expected.kind) {
    case "choice":
      return `_cloudsmith_trust_words -W ${shellQuote(expected.choices.join(" "))} -- "$cur"; `;
    case "file":
      return '_cloudsmith_trust_files -f "$cur"; ';
    case "folder":
      return '_cloudsmith_trust_files -d "$cur"; ';
    case "command":
      return '_cloudsmith_trust_words -c -- "$cur"; ';
    case "other":
      return "";
  }
}

function wordCases(command: CompletedCommand): string {
  const options = command.options.flatMap(({ flags }) => flags.filter((flag) => flag.startsWith("--")));
  const commands = command.commands.flatMap(({ path }) => path.slice(-1));
  const others = [
    ...(commands.length === 0 ? [] : [`_cloudsmith_trust_words -W ${shellQuote(commands.join(" "))} -- "$cur"`]),
    ...(commands.length > 0 || command.argument === undefined
      ? []
      : [completed(command.argument).replace(/; $/, "")]
    ).filter((each) => each !== ""),
  ];
  return `    ${shellQuote(pathOf(command)) || "''"})
      if [[ "$cur" == -* ]]; then
        _cloudsmith_trust_words -W ${shellQuote(options.join(" "))} -- "$cur"
      else
        ${others.length === 0 ? ":" : others.join("\n        ")}
      fi ;;`;
}

function patterns(command: CompletedCommand, words: readonly string[]): string {
  return words.map((word) => shellQuote(`${pathOf(command)} ${word}`)).join(" | ");
}
