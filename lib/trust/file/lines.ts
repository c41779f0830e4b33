import { itemOffsets } from "../private/json.js";

/**
 * On which lines of a trust file its elements begin.
 *
 * @returns the line, counted from 1, of a pointer to an element or into one, e.g. `/settings/0`; undefined where the file
 * has no such element
 */
export function trustFileLines(text: string): (pointer: string) => number | undefined {
  const lists = new Map<string, readonly number[]>();
  return (pointer) => {
    const [, list = "", index = ""] = pointer.split("/");
    const lines = lists.get(list) ?? linesOf(text, itemOffsets(text, list));
    lists.set(list, lines);
    return lines[Number(index)];
  };
}

/** @param offsets in ascending order */
function linesOf(text: string, offsets: readonly number[]): readonly number[] {
  let line = 1;
  let counted = 0;
  return offsets.map((offset) => {
    for (let at = text.indexOf("\n", counted); at !== -1 && at < offset; at = text.indexOf("\n", counted)) {
      line++;
      counted = at + 1;
    }
    return line;
  });
}
