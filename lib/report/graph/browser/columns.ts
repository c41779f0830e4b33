import type { Atlas, Column } from "../explore/atlas.js";
import { COLUMN_TITLES } from "../explore/texts.js";
import type { ShownColumn, View } from "../explore/view.js";
import { el } from "./dom.js";
import { entryButton } from "./entries.js";

/** Fills the columns. */
export function renderColumns(
  container: HTMLElement,
  atlas: Atlas,
  view: View,
  onMore: (column: Column) => void,
): void {
  container.replaceChildren(...view.columns.map((column) => columnElement(atlas, view, column, onMore)));
}

function columnElement(
  atlas: Atlas,
  view: View,
  { column, count, entries, hidden }: ShownColumn,
  onMore: (column: Column) => void,
): HTMLElement {
  const title = `column-${column}`;
  const more = el("button", { type: "button", class: "more", "data-more": column, tabindex: "-1" });
  more.textContent = `Show ${Math.min(hidden, MORE).toLocaleString("en")} more of ${hidden.toLocaleString("en")}`;
  more.addEventListener("click", () => onMore(column));
  return el(
    "section",
    { class: "column", "aria-labelledby": title, "data-column": column },
    el("h3", { id: title }, COLUMN_TITLES[column], " ", el("span", { class: "count" }, count.toLocaleString("en"))),
    entries.length === 0 ? el("p", { class: "muted none" }, "none") : undefined,
    el(
      "ul",
      { class: "plain", role: "list" },
      entries.map((entry) => el("li", {}, entryButton(atlas, view, entry))),
      hidden > 0 ? el("li", {}, more) : undefined,
    ),
  );
}

/** How many more are shown at once. */
export const MORE = 100;
