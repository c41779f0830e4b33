import { createHash } from "node:crypto";
import { htmlSafe } from "../escape/html.js";
import { jsonText } from "../escape/json.js";
import type { Html } from "./html.js";
import { STYLE } from "./style.js";

export interface Page {
  /** Of the window. */
  readonly title: string;
  /** Above the main part: see `heading`. */
  readonly header: Html;
  readonly main: Html;
  /** CSS of ours beside the shared one. */
  readonly style?: string;
  readonly script?: PageScript;
}

export interface PageScript {
  /** JavaScript of ours, a constant: nothing is ever put into it. */
  readonly code: string;
  /** What it works on, found in the page as the JSON text of `#data`. */
  readonly data: unknown;
}

/** The id of the element that holds a script's data. */
export const DATA_ID = "data";

/**
 * One self-contained page: it needs no network, and its content-security policy forbids any. No script runs but the one
 * given, whose hash the policy names; texts from strangers reach it as JSON alone.
 *
 * @throws Error when our own style or script would end its element
 */
export function renderPage({ title, header, main, style = "", script }: Page): string {
  const css = contained(`${STYLE}${style}`, "style");
  const code = script === undefined ? undefined : contained(script.code, "script");
  const policy = [
    "default-src 'none'",
    `style-src ${hashOf(css)}`,
    `script-src ${code === undefined ? "'none'" : hashOf(code)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="cloudsmith-trust">
<title>${htmlSafe(title)}</title>
<style>${css}</style>
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header class="page-header">
${header.markup}
</header>
<main id="main" tabindex="-1">
${main.markup}
</main>
${code === undefined ? "" : scripts(code, script?.data)}</body>
</html>
`;
}

function scripts(code: string, data: unknown): string {
  return `<script type="application/json" id="${DATA_ID}">${scriptJson(data)}</script>
<script>${code}</script>
`;
}

/** JSON that nothing in an HTML script element ends or turns into a comment; plain text in a CI's log, too. */
export function scriptJson(value: unknown): string {
  return jsonText(value, 0).replace(/[<>&]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`);
}

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`;
}

function contained(text: string, element: "style" | "script"): string {
  if (/<\/(?:style|script)|<!--|\r/i.test(text)) {
    throw new Error(`the ${element} of a page would end its element`);
  }
  return text;
}
