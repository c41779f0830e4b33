/** Who may write where: stdout carries the handshake alone, and stderr must never bring the process down. */
import { writeSync } from "node:fs";

const STDOUT = 1;

/**
 * One stray line before the handshake and Terraform gives up. Anything that writes to `process.stdout`, as
 * `console.log` does, writes to stderr from here on.
 */
export function keepStdoutClean(): void {
  Object.defineProperty(process, "stdout", { get: () => process.stderr, configurable: true });
}

/** To the real stdout, where Terraform reads one line and shows it to the user when it is not a handshake. */
export function writeStdout(line: string): void {
  writeSync(STDOUT, `${line}\n`);
}

let guarded = false;

/** Terraform may be gone; a write under way in this process must still finish. */
export function writeStderr(text: string): void {
  if (!guarded) {
    process.stderr.on("error", () => {});
    guarded = true;
  }
  process.stderr.write(text);
}
