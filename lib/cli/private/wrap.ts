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
