/** How GitHub's runner reads the lines of a job's log. Source: actions/runner, ActionCommand.TryParseV2. */

export interface RunnerCommand {
  readonly command: string;
  readonly properties: { readonly [name: string]: string };
  readonly data: string;
}

/** Every command in a log; lines that hold none are `undefined`. */
export function runnerCommands(log: string): readonly (RunnerCommand | undefined)[] {
  return log
    .replace(/\n$/, "")
    .split(/\r\n|\r|\n/)
    .map(commandIn);
}

function commandIn(line: string): RunnerCommand | undefined {
  const text = line.trimStart();
  const end = text.indexOf("::", 2);
  if (!text.startsWith("::") || end < 0) {
    return undefined;
  }
  const [command = "", ...rest] = text.slice(2, end).split(" ");
  const properties = rest
    .join(" ")
    .trim()
    .split(",")
    .filter((pair) => pair !== "")
    .map((pair) => [pair.slice(0, pair.indexOf("=")), unescaped(pair.slice(pair.indexOf("=") + 1), PROPERTY)] as const);
  return { command, properties: Object.fromEntries(properties), data: unescaped(text.slice(end + 2), DATA) };
}

const DATA = [
  ["%0D", "\r"],
  ["%0A", "\n"],
] as const;
const PROPERTY = [...DATA, ["%3A", ":"], ["%2C", ","]] as const;

function unescaped(text: string, pairs: readonly (readonly [string, string])[]): string {
  return [...pairs, ["%25", "%"] as const].reduce((read, [from, to]) => read.replaceAll(from, to), text);
}
