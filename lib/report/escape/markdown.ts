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
