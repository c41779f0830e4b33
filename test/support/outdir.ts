import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

const made: string[] = [];

/** A directory for a synthesized app, gone after the tests of the file. */
export function outdir(): string {
  const directory = mkdtempSync(join(tmpdir(), "cloudsmith-trust-out-"));
  made.push(directory);
  return directory;
}

afterAll(() => {
  for (const directory of made) {
    rmSync(directory, { recursive: true, force: true });
  }
});
