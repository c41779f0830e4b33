import type { CommanderError } from "commander";
import { tooOldNode, USE_NEWER_NODE } from "../constructs/private/node-version.js";
import { describeError, failure, usageError } from "./errors.js";
import { EXIT } from "./exit-codes.js";
import { endOnSignal } from "./private/end-on-signal.js";
import { endQuietlyOnClosedPipe, note } from "./private/terminal.js";
import { buildProgram } from "./program.js";

/** Runs one command line and sets the exit code; never throws. */
export async function main(argv: readonly string[]): Promise<void> {
  endQuietlyOnClosedPipe();
  endOnSignal();
  try {
    const tooOld = tooOldNode(process.version);
    if (tooOld !== undefined) {
      throw failure(tooOld, USE_NEWER_NODE);
    }
    const program = await buildProgram(argv);
    if (argv.length === 0) {
      note(program.helpInformation());
      process.exitCode = EXIT.usage;
      return;
    }
    await program.parseAsync(argv, { from: "user" });
  } catch (error) {
    if (isHelp(error)) {
      return;
    }
    const { text, exitCode } = describeError(isCommanderError(error) ? fromCommander(error) : error);
    process.exitCode = exitCode;
    note(text);
  }
}

function isCommanderError(error: unknown): error is CommanderError {
  return typeof (error as CommanderError)?.code === "string" && (error as CommanderError).code.startsWith("commander.");
}

/** Commander ends `--help` and `--version` by throwing, too. */
function isHelp(error: unknown): boolean {
  return isCommanderError(error) && error.exitCode === 0;
}

function fromCommander(error: CommanderError): Error {
  return usageError(
    error.message.replace(/^error: /, "").replace("\n", " "),
    "see cloudsmith-trust --help, or --help after the command",
  );
}
