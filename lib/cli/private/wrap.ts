import { stripVTControlCharacters } from "node:util";

/** Breaks a line between words so that no part is wider; a word that is wider by itself stays whole. */
export function wrap(line: string, width: number): string[] {
  const lines: string[] = [];
  let rest = line;
  while (rest.length > width) {
    const before = rest.lastIndexOf(" ", width);
    const cut = rest.slice(0, before + 1).trim() === "" ? rest.indexOf(" ", width) : before;
    if (cut === -1) {
      break;
    }
    lines.push(rest.slice(0, cut));
    rest = rest.slice(cut + 1);
  }
  return [...lines, rest];
}

/** What a line begins with that stands out of its text: its indentation and a mark. */
const BEGIN = /^ *(?:[-→←✓✗·!] )?/;
/** Narrower than this nothing is broken: the terminal does it as well. */
const NARROWEST = 20;

/**
 * Breaks the lines of a report between words where a terminal ends; each goes on below its own text. Colours count nothing.
 *
 * @param width in columns
 */
export function wrapText(text: string, width: number): string {
  return width < NARROWEST
    ? text
    : text
        .split("\n")
        .flatMap((line) => wrapLine(line, width))
        .join("\n");
}

function wrapLine(line: string, width: number): readonly string[] {
  const plain = stripVTControlCharacters(line);
  if (plain.length <= width) {
    return [line];
  }
  const indent = " ".repeat(BEGIN.exec(plain)?.[0].length ?? 0);
  const rows: string[] = [];
  let [row, rowWidth] = ["", 0];
  for (const word of line.match(/ *[^ ]+/g) ?? []) {
    const wordWidth = stripVTControlCharacters(word).length;
    if (rowWidth + wordWidth > width && rowWidth > indent.length) {
      rows.push(row);
      row = indent + word.trimStart();
      rowWidth = stripVTControlCharacters(row).length;
    } else {
      row += word;
      rowWidth += wordWidth;
    }
  }
  return [...rows, row];
}
