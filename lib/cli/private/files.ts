import { readFileSync, statSync } from "node:fs";
import { failure, usageError } from "../errors.js";

const MIB = 1024 * 1024;
/** Far above any real plan or app, far below what would exhaust the memory. */
const LIMIT_BYTES = 256 * MIB;
/**
 * Of trust files, which come from pull requests as well: some eighty thousand pipelines. They are read with the place of
 * every error, which takes about twenty times their size.
 */
export const TRUST_FILE_LIMIT_BYTES = 32 * MIB;

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
 * @param limit in bytes
 */
export function readText(path: string, what: string, limit: number = LIMIT_BYTES): string {
  const where = path === "-" ? "standard input" : path;
  if (path === "-") {
    takeInput();
  }
  try {
    if (path !== "-") {
      refuseLarge(statSync(path).size, what, where, limit);
    }
    const bytes = readFileSync(path === "-" ? 0 : path);
    refuseLarge(bytes.length, what, where, limit);
    return bytes.toString("utf8").replace(/^\ufeff/, "");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined || code === "failed") {
      throw error;
    }
    throw failure(`cannot read ${what} ${where}: ${REASONS[code] ?? code}`, "check the path");
  }
}

/** @throws CliError `failed` for a text of more bytes than that */
export function refuseLarge(bytes: number, what: string, where: string, limit: number): void {
  if (bytes > limit) {
    throw failure(`${what} ${where} is larger than ${limit / MIB} MiB`, "give a smaller file");
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
