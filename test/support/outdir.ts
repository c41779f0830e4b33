import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterFile } from "./cleanups.js";

/** A directory for a synthesized app, gone after the tests of the file. */
export function outdir(): string {
  const directory = mkdtempSync(join(tmpdir(), "cloudsmith-trust-out-"));
  afterFile(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}
