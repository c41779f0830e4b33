/**
 * What a terminal acts on or a reader cannot see: C0 and C1 controls (escape and OSC sequences start with one), bidirectional
 * overrides and isolates, zero-width and other invisible format characters, line and paragraph separators, lone surrogates.
 */
const HOSTILE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{DI}]/gu;

/**
 * Text from strangers with every character that acts or cannot be seen shown as its escape; line feeds and tabs as `\n`
 * and `\t`. Every format's escaper begins with it.
 *
 * @example visible("app\u001b[2J") // 'app\\u{1b}[2J'
 */
export function visible(text: string): string {
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
