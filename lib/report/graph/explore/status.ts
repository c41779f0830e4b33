import { number } from "../words.js";
import type { Atlas } from "./atlas.js";
import { COLUMN_WORDS, groupTexts, wayText } from "./texts.js";
import type { Asked, Entry, View } from "./view.js";

/** What is shown, in one sentence: read out whenever it changes. */
export function statusOf(atlas: Atlas, asked: Asked, { columns, chosen }: View): string {
  const named = (id: string): string => atlas.nodes.get(id)?.name ?? "";
  const narrowed = [
    ...(chosen === undefined ? [] : [`connected to ${entryName(atlas, chosen)}`]),
    ...(named(asked.account) === "" ? [] : [`of account ${named(asked.account)}`]),
    ...(named(asked.repository) === "" ? [] : [`leading to repository ${named(asked.repository)}`]),
    ...(asked.query.trim() === "" ? [] : [`matching “${asked.query.trim()}”`]),
    ...(asked.severity === ""
      ? []
      : [`with findings of ${asked.severity === "critical" ? "" : "at least "}${asked.severity}`]),
  ];
  const counts = columns
    .filter(({ count }) => count > 0)
    .map(({ column, count }) => number(count, COLUMN_WORDS[column]));
  const what = narrowed.length === 0 ? "Everything" : `Only what is ${narrowed.join(", ")}`;
  return `${what}: ${counts.length === 0 ? "nothing" : counts.join(", ")}.`;
}

function entryName(atlas: Atlas, { key, column, ids, isGroup }: Entry): string {
  const way = atlas.ways.get(key);
  if (way !== undefined) {
    return wayText(way);
  }
  if (isGroup) {
    const { name, about } = groupTexts(column, key, ids.length);
    return `${name} (${about})`;
  }
  return `${COLUMN_WORDS[column][0]} ${atlas.nodes.get(key)?.name ?? ""}`;
}
