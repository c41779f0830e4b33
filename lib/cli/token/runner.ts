/** The two things that the runner of GitHub Actions offers: masking, and variables for later steps. */
import { randomBytes } from "node:crypto";
import { appendFileSync } from "node:fs";
import { failure } from "../errors.js";
import { note } from "../private/terminal.js";

/**
 * Has the runner replace a secret in all logs of the job. On standard error: the runner reads commands from both streams, and
 * standard output may be captured by the job, where the runner would not see it.
 */
export function mask(secret: string): void {
  if (process.env.GITHUB_ACTIONS === "true") {
    note(`::add-mask::${secret}\n`);
  }
}

/** Sets a variable for the later steps of the job. */
export function exportForLaterSteps(name: string, value: string): void {
  const file = process.env.GITHUB_ENV;
  if (file === undefined || file === "") {
    throw failure(
      "--export has nowhere to write to: GITHUB_ENV is not set",
      "it works in a step of GitHub Actions; elsewhere give the key to one command: cloudsmith-trust token -- COMMAND",
    );
  }
  const delimiter = `end-${randomBytes(16).toString("hex")}`;
  try {
    appendFileSync(file, `${name}<<${delimiter}\n${value}\n${delimiter}\n`);
  } catch (error) {
    throw failure(`cannot write ${file} (GITHUB_ENV): ${(error as NodeJS.ErrnoException).code ?? "it failed"}`);
  }
}
