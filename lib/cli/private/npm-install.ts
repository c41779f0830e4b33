import { existsSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "./package.js";
import { shellQuote } from "./shell.js";

/** What installs the packages of a new project, in its folder. A clone packs itself: no registry need have its version. */
export function npmInstall(root: string = packageRoot()): string {
  return existsSync(join(root, "tsconfig.json"))
    ? `npm install "$(npm pack --silent ${shellQuote(root)})"`
    : "npm install";
}
