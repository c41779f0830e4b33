import { terminalSafe } from "../escape/terminal.js";

/**
 * Text from strangers for a SARIF message: on one line, without invisible characters, and no link of SARIF's own form
 * (`[text](target)`), which viewers make clickable.
 *
 * Source: SARIF 2.1.0, section 3.11.6.
 */
export function sarifSafe(text: string): string {
  return terminalSafe(text).replaceAll("](", "]\\u{28}");
}

/** A path as a relative reference (RFC 3986): each part percent-encoded, so that no scheme or query begins in it. */
export function uriOf(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}
