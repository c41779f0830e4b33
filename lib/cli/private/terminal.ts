import { COLOURS, type Paint, PLAIN } from "../../report/paint.js";
import { failure } from "../errors.js";

/** Colours for a stream: only on a terminal that has them, and never where `NO_COLOR` is set (no-color.org). */
export function paintFor(stream: { isTTY?: boolean }): Paint {
  const { NO_COLOR, TERM } = process.env;
  return stream.isTTY === true && (NO_COLOR === undefined || NO_COLOR === "") && TERM !== "dumb" ? COLOURS : PLAIN;
}

/**
 * Writes to standard output and waits until it is taken: a pipe may be slower than we are.
 *
 * @throws CliError `failed` where it cannot be written, such as to a full disk
 */
export function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(lost(error)) : resolve()));
  });
}

function lost({ code, message }: NodeJS.ErrnoException): Error {
  return failure(
    `cannot write the report to standard output: ${code ?? message}`,
    "check where it is sent: nothing of it counts as written",
  );
}

/** A note for the person that is not part of the result. */
export function note(text: string): void {
  process.stderr.write(text);
}

let closedPipe = (): void => process.exit(process.exitCode ?? 0);

/** A reader that goes away (`| head`) ends us quietly, with the verdict that was reached by then. */
export function endQuietlyOnClosedPipe(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      // of what else goes wrong with it, whoever writes a report is told; notes are lost
      if (error.code === "EPIPE" || error.code === "ERR_STREAM_DESTROYED") {
        closedPipe();
      }
    });
  }
}

/** For a command that has something to clean up first. */
export function onClosedPipe(handler: () => void): void {
  closedPipe = handler;
}
