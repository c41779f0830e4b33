import type { ChangedFile } from "../../trust/index.js";
import { failure } from "../errors.js";
import { jsonFault, readText } from "../private/files.js";

/** More than any pull request that somebody reads. */
const MOST_FILES = 100_000;

/**
 * The files that a change touches: what `git diff --name-only` prints (with or without `-z`), or a JSON list of objects
 * with `path` and, where they are known, the texts `before` and `after`.
 *
 * @param file a path, or `-` for standard input
 */
export function readChangedFiles(file: string): readonly ChangedFile[] {
  const where = file === "-" ? "standard input" : file;
  const text = readText(file, "the list of changed files");
  const files = /^\s*\[/.test(text) ? fromJson(text, where) : fromGit(text);
  if (files.length > MOST_FILES) {
    throw failure(`the list of changed files ${where} has more than ${MOST_FILES}`, "review a smaller change");
  }
  return files;
}

function fromGit(text: string): readonly ChangedFile[] {
  const isZ = text.includes("\0");
  return text
    .split(isZ ? "\0" : /\r?\n/)
    .filter((line) => line !== "")
    .map((line) => ({ path: isZ ? line : unquoted(line) }));
}

/** Git puts names with odd characters between quotes, with C's escapes; its bytes are UTF-8. */
function unquoted(line: string): string {
  if (!(line.startsWith('"') && line.endsWith('"') && line.length > 1)) {
    return line;
  }
  const bytes: number[] = [];
  const inner = line.slice(1, -1);
  for (const [, octal, escaped, plain] of inner.matchAll(/\\([0-7]{3})|\\(.)|([^\\]+)/gs)) {
    if (octal !== undefined) {
      bytes.push(Number.parseInt(octal, 8) & 0xff);
    } else {
      bytes.push(...Buffer.from(escaped === undefined ? (plain ?? "") : (ESCAPES[escaped] ?? escaped)));
    }
  }
  return Buffer.from(bytes).toString("utf8");
}

const ESCAPES: { readonly [escaped: string]: string } = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

function fromJson(text: string, where: string): readonly ChangedFile[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw failure(`the list of changed files ${where} is not JSON: ${jsonFault(error as SyntaxError, text)}`);
  }
  return (value as readonly unknown[]).map((each, index) => {
    const { path, before, after } = (typeof each === "object" && each !== null ? each : {}) as ChangedFile;
    const texts = [before, after].filter((one) => one !== undefined);
    if (typeof path !== "string" || path === "" || texts.some((one) => typeof one !== "string")) {
      throw failure(
        `the list of changed files ${where}: element ${index} is no changed file`,
        'give objects {"path": "…", "before": "…", "after": "…"}, of which the texts may be left out',
      );
    }
    return { path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
  });
}
