import type { Line, Span, Style } from "./terminal.js";

export interface TerminalPicture {
  readonly title: string;
  /** For those who cannot see it. */
  readonly description: string;
  readonly lines: readonly Line[];
  readonly columns: number;
}

const SIZE = 14;
/** Monospaced fonts are about this wide. */
const ADVANCE = 8.43;
const LEADING = 20;
const MARGIN = 20;
const BAR = 36;

const GROUND = "#10151b";
const COLOURS = { red: "#ff8792", green: "#7ddc9a", yellow: "#ffcf70" } as const;
const TEXT = "#dde3ea";
const BRIGHT = "#ffffff";
const DIM = "#93a0ae";

/** A window with what a terminal shows. It is one text a line, so that it can be read and selected. */
export function terminalSvg({ title, description, lines, columns }: TerminalPicture): string {
  const width = Math.ceil(columns * ADVANCE) + 2 * MARGIN;
  const height = BAR + lines.length * LEADING + MARGIN + 8;
  const rows = lines.map((line, index) => {
    const y = BAR + (index + 1) * LEADING;
    return line.length === 0 ? "" : `<text x="${MARGIN}" y="${y}">${line.map(span).join("")}</text>\n`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title description">
<title id="title">${escaped(title)}</title>
<desc id="description">${escaped(description)}</desc>
<style>text { font: ${SIZE}px ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace; fill: ${TEXT}; white-space: pre; } .bold { font-weight: 700; fill: ${BRIGHT}; } .dim { fill: ${DIM}; } .red { fill: ${COLOURS.red}; } .green { fill: ${COLOURS.green}; } .yellow { fill: ${COLOURS.yellow}; }</style>
<rect width="${width}" height="${height}" rx="10" fill="${GROUND}"/>
<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="9.5" fill="none" stroke="#2d3742"/>
<circle cx="22" cy="19" r="6" fill="#3a4653"/><circle cx="42" cy="19" r="6" fill="#3a4653"/><circle cx="62" cy="19" r="6" fill="#3a4653"/>
${rows.join("")}</svg>
`;
}

function span({ text, style }: Span): string {
  const names = classes(style);
  return names === "" ? escaped(text) : `<tspan class="${names}">${escaped(text)}</tspan>`;
}

/** A colour wins over bold's own, as it does on a terminal. */
function classes({ bold, dim, colour }: Style): string {
  return [...(bold ? ["bold"] : []), ...(dim ? ["dim"] : []), ...(colour === undefined ? [] : [colour])].join(" ");
}

function escaped(text: string): string {
  return text.replace(/[<>&"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
