/**
 * Makes text from strangers (names, claims, messages of a server) safe to print on a terminal.
 */

/**
 * What a terminal acts on or a reader cannot see: C0 and C1 controls (escape and OSC sequences start with one), bidirectional
 * overrides and isolates, zero-width and other invisible format characters, line and paragraph separators, lone surrogates.
 */
const HOSTILE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{DI}]/gu;

/**
 * One line of text with every hostile character shown as its escape, e.g. `\u{1b}`; a line feed becomes `\n`.
 *
 * @example terminalSafe("app\u001b[2J") // 'app\\u{1b}[2J'
 */
export function terminalSafe(text: string): string {
  return text.replace(HOSTILE, (character) => {
    if (character === "\n") {
      return "\\n";
    }
    if (character === "\t") {
      return "\\t";
    }
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}

/** As {@link terminalSafe}, but line feeds stay: for texts of several lines, each of which is made safe. */
export function terminalSafeLines(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => terminalSafe(line))
    .join("\n");
}
