import { visible } from "./visible.js";

/** All ASCII punctuation, but for what joins the parts of a name and is markup nowhere there. */
const PUNCTUATION = /(?<![a-zA-Z0-9])[-./_]|[-./_](?![a-zA-Z0-9])|[!-,:-@[-^`{-~]/g;

/**
 * Text from strangers for a quoted label of a Mermaid diagram, on one line.
 *
 * Punctuation becomes Mermaid's own entities, `#` and a number: it ends no label, is no markdown, no HTML, no directive and
 * no link. A backslash is shown as ∖: Mermaid breaks the line at `\\n`, however it is written.
 *
 * @param longest in characters, before escaping
 * @example mermaidSafe("a\"]<b>", 60) // "a#34;#93;#60;b#62;"
 */
export function mermaidSafe(text: string, longest: number): string {
  const cut = text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
  return visible(cut).replace(PUNCTUATION, (character) => (character === "\\" ? "∖" : `#${character.charCodeAt(0)};`));
}
