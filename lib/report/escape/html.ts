import { visible } from "./visible.js";

/** What is markup in HTML's text or in a quoted attribute; `:` and `#` so that a CI's runner finds no command in its log. */
const MARKUP = /[&<>"'`]|:(?=:)|#(?=#)/g;

/**
 * Text from strangers for HTML, as text or inside a quoted attribute: it is read as it is, whatever it holds, with invisible
 * and bidirectional characters shown as escapes.
 *
 * @example htmlSafe(`<img src=x onerror="a">`) // "&#60;img src=x onerror=&#34;a&#34;&#62;"
 */
export function htmlSafe(text: string): string {
  return visible(text).replace(MARKUP, (character) => `&#${character.charCodeAt(0)};`);
}
