import { wrap } from "./wrap.js";

/**
 * Notes of a `--help`, as wide as it may be. Lines that begin at the margin are one paragraph up to the next line that
 * does not; an indented line stays a line of its own, continued below its text.
 */
export function reflow(text: string, width: number): string {
  const lines: string[] = [];
  let isOpen = false;
  for (const line of text.split("\n")) {
    const isProse = /^\S/.test(line);
    if (isProse && isOpen) {
      lines.push(`${lines.pop()} ${line}`);
    } else {
      lines.push(line);
    }
    isOpen = isProse && !line.endsWith(":");
  }
  return lines.flatMap((line) => hung(line, width)).join("\n");
}

/** Of a row such as `  html   one page`, what follows stands below `one page`. */
function hung(line: string, width: number): string[] {
  const [margin = ""] = /^ +(?:\S+ {2,})?/.exec(line) ?? [];
  return wrap(line.slice(margin.length), width - margin.length).map(
    (part, index) => (index === 0 ? margin : " ".repeat(margin.length)) + part,
  );
}
