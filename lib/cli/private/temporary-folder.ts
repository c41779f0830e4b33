import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { failure } from "../errors.js";

/**
 * A new folder where the system keeps what is temporary; whoever makes it removes it.
 *
 * @param purpose - part of its name, e.g. `demo`
 * @throws CliError where that folder cannot be written
 */
export function makeTemporaryFolder(purpose: string): string {
  const parent = tmpdir();
  try {
    return mkdtempSync(join(parent, `cloudsmith-trust-${purpose}-`));
  } catch (error) {
    throw failure(
      `cannot make a temporary folder in ${parent}: ${(error as NodeJS.ErrnoException).code ?? String(error)}`,
      "set TMPDIR to a folder that may be written",
    );
  }
}
