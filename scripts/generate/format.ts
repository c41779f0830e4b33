import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

/** Files as this project formats its code. Biome formats files on disk: they pass through a directory of their own. */
export function formatted(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const directory = mkdtempSync(join(tmpdir(), "cloudsmith-trust-bindings-"));
  try {
    copyFileSync("biome.json", join(directory, "biome.json"));
    for (const [name, text] of files) {
      mkdirSync(dirname(join(directory, name)), { recursive: true });
      writeFileSync(join(directory, name), text);
    }
    execFileSync(resolve("node_modules/.bin/biome"), ["check", "--write", "--vcs-enabled=false", "."], {
      cwd: directory,
      stdio: ["ignore", "ignore", "inherit"],
    });
    return new Map([...files.keys()].map((name) => [name, readFileSync(join(directory, name), "utf8")]));
  } finally {
    rmSync(directory, { recursive: true });
  }
}
