import { htmlSafe } from "../escape/html.js";

class Markup {
  constructor(readonly markup: string) {}
}

/** Markup that holds text from strangers only as text: made by {@link html} and by nothing else. */
export type Html = Markup;

/** What a template takes: markup stays, texts and numbers are escaped, lists stand in a row, nothing is nothing. */
export type Content = Html | string | number | undefined | readonly Content[];

/**
 * A template of markup. What is put into it is escaped, as text or inside a quoted attribute.
 *
 * @example html`<p title="${name}">${name}</p>`
 */
export function html(words: TemplateStringsArray, ...parts: readonly Content[]): Html {
  return new Markup(words.map((word, index) => word + markupOf(parts[index])).join(""));
}

function markupOf(content: Content): string {
  if (content instanceof Markup) {
    return content.markup;
  }
  if (typeof content === "object") {
    return content.map(markupOf).join("");
  }
  return content === undefined ? "" : htmlSafe(String(content));
}
