/** Text for a terminal as lines of cells: the colours that our reports use (see `COLOURS`), wrapped as a terminal wraps. */

export interface Style {
  readonly bold: boolean;
  readonly dim: boolean;
  readonly colour?: "red" | "green" | "yellow";
}

export interface Span {
  readonly text: string;
  readonly style: Style;
}

export type Line = readonly Span[];

const PLAIN: Style = { bold: false, dim: false };
const COLOURS = { 31: "red", 32: "green", 33: "yellow" } as const;
const SEQUENCE = /\p{Cc}\[(\d+)m/gu;

export function terminalLines(text: string, columns: number): readonly Line[] {
  let style = PLAIN;
  return text
    .replace(/\n$/, "")
    .split("\n")
    .flatMap((line) => {
      const spans: Span[] = [];
      let at = 0;
      for (const match of line.matchAll(SEQUENCE)) {
        spans.push({ text: line.slice(at, match.index), style });
        style = after(style, Number(match[1]));
        at = match.index + match[0].length;
      }
      spans.push({ text: line.slice(at), style });
      return wrapped(
        spans.filter((span) => span.text !== ""),
        columns,
      );
    });
}

function after(style: Style, code: number): Style {
  switch (code) {
    case 1:
      return { ...style, bold: true };
    case 2:
      return { ...style, dim: true };
    case 22:
      return { ...style, bold: false, dim: false };
    case 31:
    case 32:
    case 33:
      return { ...style, colour: COLOURS[code] };
    case 39: {
      const { colour: _, ...rest } = style;
      return rest;
    }
    default:
      throw new Error(`the picture knows no escape sequence ${code}`);
  }
}

/** At words where there are any: terminals break anywhere, but a picture is to be read. */
function wrapped(spans: readonly Span[], columns: number): readonly Line[] {
  const lines: Span[][] = [[]];
  let used = 0;
  for (const { text, style } of spans) {
    for (const word of text.split(/(?<= )/)) {
      if (used > 0 && used + word.trimEnd().length > columns) {
        lines.push([]);
        used = 0;
      }
      lines.at(-1)?.push({ text: word, style });
      used += word.length;
    }
  }
  return lines.map(joined);
}

function joined(spans: readonly Span[]): Line {
  const line: Span[] = [];
  for (const span of spans) {
    const last = line.at(-1);
    if (last !== undefined && last.style === span.style) {
      line.splice(-1, 1, { text: last.text + span.text, style: span.style });
    } else {
      line.push(span);
    }
  }
  return line;
}
