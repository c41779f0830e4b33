import { readFileSync, statSync } from "node:fs";
import { failure, usageError } from "../errors.js";

/** Far above any real trust file or token, far below what would exhaust the memory. */
const LIMIT_BYTES = 256 * 1024 * 1024;

const REASONS: { readonly [code: string]: string } = {
  ENOENT: "it does not exist",
  EACCES: "this user may not read it",
  EISDIR: "it is a directory",
  ENOTDIR: "a part of its path is not a directory",
};

let isInputTaken = false;

function takeInput(): void {
  if (isInputTaken) {
    throw usageError("standard input (-) was named twice", "give one of the two as a file");
  }
  isInputTaken = true;
}

/**
 * The text of a file, or of standard input for `-`.
 *
 * @param what in the words of a message, e.g. `the trust file`
 */
export function readText(path: string, what: string): string {
  const where = path === "-" ? "standard input" : path;
  if (path === "-") {
    takeInput();
  }
  try {
    if (path !== "-" && statSync(path).size > LIMIT_BYTES) {
      throw failure(`${what} ${where} is larger than 256 MiB`, "give a smaller file");
    }
    return readFileSync(path === "-" ? 0 : path, "utf8").replace(/^\ufeff/, "");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined || code === "failed") {
      throw error;
    }
    throw failure(`cannot read ${what} ${where}: ${REASONS[code] ?? code}`, "check the path");
  }
}

/** Parses JSON, and says where it breaks. */
export function parseJson(text: string, what: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw failure(`${what} ${where} is not JSON: ${jsonFault(error as SyntaxError, text)}`);
  }
}

/** What V8 says, without the part of the text that it quotes: it may be a token. */
export function jsonFault(error: SyntaxError, text: string): string {
  if (text.trim() === "") {
    return "it is empty";
  }
  const position = /position (\d+)/.exec(error.message)?.[1];
  if (position === undefined) {
    return /end of JSON/i.test(error.message) ? "it ends too early" : "it does not parse";
  }
  const before = text.slice(0, Number(position)).split("\n");
  return `it breaks at line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}
