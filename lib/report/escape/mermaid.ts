import { visible } from "./visible.js";

/** All ASCII punctuation, but for what joins the parts of a name and is markup nowhere there. */
const PUNCTUATION = /(?<![a-zA-Z0-9])[-./_]|[-./_](?![a-zA-Z0-9])|[!-,:-@[-^`{-~]/g;

/**
 * What Mermaid acts on however it is written: a line break (`\n`), an icon (`fa:fa-car`), a formula (`$$x$$`). It gets a
 * character that looks the same.
 */
const ACTS = /\\|(?<=fa[bklrs]?):(?=fa-)|(?<=\$)\$/g;
const ALIKE: { readonly [character: string]: string } = { "\\": "∖", ":": "∶", $: "＄" };

/**
 * Text from strangers for a quoted label of a Mermaid diagram, on one line.
 *
 * Punctuation becomes Mermaid's own entities, `#` and a number: it ends no label, is no markdown, no HTML, no directive and
 * no link.
 *
 * @param longest in characters, before escaping
 * @example mermaidSafe("a\"]<b>", 60) // "a#34;#93;#60;b#62;"
 */
export function mermaidSafe(text: string, longest: number): string {
  const cut = text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
  return visible(cut)
    .replace(ACTS, (character) => ALIKE[character] ?? character)
    .replace(PUNCTUATION, (character) => `#${character.charCodeAt(0)};`);
}
