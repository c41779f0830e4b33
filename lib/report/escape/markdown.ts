import { terminalSafe } from "./terminal.js";

/** All ASCII punctuation: as entities none of it is markup, and no address, mention or reference begins. */
const PUNCTUATION = /[!-/:-@[-`{-~]/g;
const LONGEST = 300;

/**
 * Text from strangers for markdown: shown as code, whatever it holds, on one line and cut to a length a person reads.
 *
 * In code no mention, reference or link is made of it; as entities its punctuation cannot end the code.
 *
 * @example markdownSafe("@octocat | <!-- x -->") // "<code>&#64;octocat &#124; &#60;&#33;&#45;&#45; x &#45;&#45;&#62;</code>"
 */
export function markdownSafe(text: string): string {
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  const escaped = terminalSafe(cut).replace(PUNCTUATION, (character) => `&#${character.charCodeAt(0)};`);
  return `<code>${escaped === "" ? " " : escaped}</code>`;
}

/**
 * Words, the commonest punctuation and underscores within words: nothing that markdown, or GitHub beside it, makes anything
 * of. No digits, which may be references or commits, and no dot or colon within a word, which may be addresses or emoji.
 */
const PROSE = /^[A-Za-z](?:[A-Za-z ,;()'"=-]|\/(?!\/)|(?<=[A-Za-z])_(?=[A-Za-z])|[.:](?=\s|$))*$/;

/**
 * A sentence that is meant to be read as one, such as a rule's: as it is where it is plainly prose, else as code.
 *
 * @example markdownProse("Every token gets in.") // "Every token gets in."
 */
export function markdownProse(text: string): string {
  return text.length <= LONGEST && PROSE.test(text) ? text : markdownSafe(text);
}
