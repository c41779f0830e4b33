import { existsSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";

/** The root of the repository that a folder is in; the folder itself where it is in none. */
export function repositoryRoot(folder: string = process.cwd()): string {
  for (let directory = resolve(folder); ; directory = dirname(directory)) {
    // of a worktree it is a file
    if (existsSync(join(directory, ".git"))) {
      return directory;
    }
    if (dirname(directory) === directory) {
      return resolve(folder);
    }
  }
}

/** A file's path from the repository's root, with `/`; undefined for a folder, and for what lies outside or is not there. */
export function tryInRepository(file: string, root: string): string | undefined {
  const parts = relative(root, resolve(file)).split(sep);
  const isInside = parts[0] !== ".." && resolve(root, ...parts) === resolve(file);
  return isInside && statSync(file, { throwIfNoEntry: false })?.isFile() === true ? parts.join("/") : undefined;
}
