/** The few ways a report marks text on a terminal; all of them give plain text when colours are off. */
export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  warn(text: string): string;
}

const same = (text: string): string => text;

export const PLAIN: Paint = { bold: same, dim: same, good: same, bad: same, warn: same };

const sgr =
  (on: number, off: number) =>
  (text: string): string =>
    `\u001b[${on}m${text}\u001b[${off}m`;

/** Select Graphic Rendition codes (ECMA-48): the ones every terminal has. */
export const COLOURS: Paint = {
  bold: sgr(1, 22),
  dim: sgr(2, 22),
  good: sgr(32, 39),
  bad: sgr(31, 39),
  warn: sgr(33, 39),
};
