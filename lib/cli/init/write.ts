import { existsSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { failure } from "../errors.js";
import { makeFolder } from "../private/make-folder.js";

/**
 * Writes the files of a project: all of them, or none.
 *
 * @throws CliError where one of them is there already, or cannot be written
 */
export function writeProject(directory: string, files: ReadonlyMap<string, string>): void {
  const taken = [...files.keys()].filter((file) => existsSync(join(directory, file)));
  if (taken.length > 0) {
    throw failure(
      `${directory} has ${taken.join(", ")} already`,
      "choose an empty folder, or move them away: no file is replaced",
    );
  }
  const written: string[] = [];
  const folders: string[] = [];
  try {
    for (const [file, text] of files) {
      const path = join(directory, file);
      folders.push(...makeFolder(dirname(path)));
      // fails where something has come in between
      writeFileSync(path, text, { flag: "wx" });
      written.push(path);
    }
  } catch (error) {
    for (const path of written) {
      rmSync(path, { force: true });
    }
    removeEmpty(folders.toReversed());
    const { code, path } = error as NodeJS.ErrnoException;
    throw failure(
      `cannot write ${path ?? directory}: ${code ?? String(error)}`,
      "check the folder and its permissions",
    );
  }
}

/** Innermost first; one in which somebody put something meanwhile stays. */
function removeEmpty(folders: readonly string[]): void {
  for (const folder of folders) {
    try {
      rmdirSync(folder);
    } catch {
      // what went wrong before is what there is to tell
    }
  }
}
