/**
 * What a terminal could act on or a reader cannot see, but for the line feeds of the layout; and what begins a command of
 * the older form in the log of a CI's runner: see the terminal's escaper.
 */
const NOT_PLAIN = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{DI}]|#(?=#\[)/gu;

/**
 * JSON text that means the same as `JSON.stringify(value)`, with invisible and bidirectional characters as `\uXXXX`.
 *
 * @param indent spaces; 0 gives one line
 */
export function jsonText(value: unknown, indent = 2): string {
  return (JSON.stringify(value, null, indent) ?? "null").replace(NOT_PLAIN, (character) =>
    Array.from({ length: character.length }, (_, index) => escapeUnit(character.charCodeAt(index))).join(""),
  );
}

function escapeUnit(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, "0")}`;
}
