import { visible } from "./visible.js";

/**
 * Makes text from strangers (names, claims, messages of a server) safe to print on a terminal.
 */

/**
 * What GitHub's runner takes for a command in a job's log: `::` at the beginning of a line, and the older form anywhere.
 *
 * Source: the runner's ActionCommand, https://github.com/actions/runner
 */
const COMMANDS = /^(\s*):(?=:)|#(?=#\[)/g;

/**
 * One line of text with every hostile character shown as its escape, e.g. `\u{1b}`; a line feed becomes `\n`. It holds no
 * command for the runner of a CI job either, wherever in a line it stands.
 *
 * @example terminalSafe("app\u001b[2J") // 'app\\u{1b}[2J'
 */
export function terminalSafe(text: string): string {
  return visible(text).replace(COMMANDS, (command, space: string | undefined) =>
    command.startsWith("#") ? "\\u{23}" : `${space ?? ""}\\u{3a}`,
  );
}

/** As {@link terminalSafe}, but line feeds stay: for texts of several lines, each of which is made safe. */
export function terminalSafeLines(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => terminalSafe(line))
    .join("\n");
}
