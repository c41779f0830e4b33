import { mkdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

/**
 * Makes a folder, and those that it stands in. Node's own way to do so asks again without end where a file system says of
 * a folder that is there that it is not, as `/proc` does.
 *
 * @returns the folders that were not there before, outermost first
 * @throws the error of Node's `mkdir`
 */
export function makeFolder(path: string): readonly string[] {
  const missing: string[] = [];
  for (let folder = resolve(path); !isFolder(folder); folder = dirname(folder)) {
    missing.unshift(folder);
    if (folder === dirname(folder)) {
      break;
    }
  }
  const made: string[] = [];
  for (const folder of missing) {
    try {
      mkdirSync(folder);
      made.push(folder);
    } catch (error) {
      // somebody else may have made it at the same time
      if (!isFolder(folder)) {
        throw error;
      }
    }
  }
  return made;
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
