/**
 * Every error that a person sees is printed here: one message that says what was wrong, where, and what to do.
 */
// Not the room's index: it would load what --help does not need.
import { terminalSafeLines } from "../report/escape/terminal.js";
import { EXIT } from "./exit-codes.js";
import { redact } from "./private/redact.js";

const BRAND = Symbol.for("cloudsmith-trust/cli/CliError");

export type CliErrorCode = "usage" | "failed";

/** Ends a command with a message for a person. */
export class CliError extends Error {
  readonly [BRAND] = true;
  /**
   * @param code `usage` when the command line is at fault, else `failed`
   * @param message what was wrong, with the value and where
   * @param remedy what to do, as one sentence
   */
  constructor(
    readonly code: CliErrorCode,
    message: string,
    readonly remedy?: string,
  ) {
    super(message);
    this.name = "CliError";
  }
}

export function isCliError(error: unknown): error is CliError {
  return typeof error === "object" && error !== null && BRAND in error;
}

/** @param remedy see {@link CliError} */
export function usageError(message: string, remedy?: string): CliError {
  return new CliError("usage", message, remedy);
}

/** @param remedy see {@link CliError} */
export function failure(message: string, remedy?: string): CliError {
  return new CliError("failed", message, remedy);
}

/** What is printed for an error, safe for a terminal and without secrets, and the exit code it ends with. */
export function describeError(error: unknown): { text: string; exitCode: number } {
  if (isCliError(error)) {
    return {
      text: message(error.message, error.remedy),
      exitCode: error.code === "usage" ? EXIT.usage : EXIT.error,
    };
  }
  if (isOurs(error)) {
    const { message: said, remedy } = error;
    // Some rooms end the message with the remedy already.
    const alone = remedy !== undefined && said.endsWith(remedy) ? said.slice(0, -remedy.length).trimEnd() : said;
    return { text: message(alone, remedy), exitCode: EXIT.error };
  }
  const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    text: message(
      `unexpected ${said}`,
      "this is a fault of cloudsmith-trust: please report it with the command you ran",
    ),
    exitCode: EXIT.error,
  };
}

/** Errors made for a person: every room brands its own by a symbol of ours, and some carry a remedy. */
export function isOurs(error: unknown): error is Error & { remedy?: string } {
  return (
    error instanceof Error &&
    Object.getOwnPropertySymbols(error).some((symbol) => symbol.description?.startsWith("cloudsmith-trust"))
  );
}

function message(text: string, remedy: string | undefined): string {
  const lines = [`cloudsmith-trust: ${text}`, ...(remedy === undefined || remedy === "" ? [] : [`  → ${remedy}`])];
  return `${terminalSafeLines(redact(lines.join("\n")))}\n`;
}
