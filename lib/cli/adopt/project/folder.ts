/**
 * Puts an app into a folder, whole or not at all. What somebody else wrote there, or edited since, is never touched.
 */
import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { failure, isCliError, usageError } from "../../errors.js";
import { makeFolder } from "../../private/make-folder.js";

/** What an adoption wrote, by hashes, so that a later one knows it again. */
export const MANIFEST = ".cloudsmith-trust-adopted.json";

export interface Folder {
  readonly path: string;
  /** Hashes of what an earlier adoption wrote there and nobody edited, by path. */
  readonly ours: ReadonlySet<string>;
  /** Whether there is something in it. */
  readonly occupied: boolean;
}

/**
 * Looks at the folder before anything is read or written.
 *
 * @throws CliError `usage` for a folder that holds something, unless forced; `failed` for what is no folder
 */
export function openFolder(path: string, force: boolean): Folder {
  const full = resolve(path);
  const occupied = entriesIn(full).length > 0;
  if (occupied && !force) {
    throw usageError(
      `${path} is not empty`,
      "choose another --output, or --force: it replaces what an earlier adopt wrote and nobody edited, and keeps the rest",
    );
  }
  return { path: full, ours: occupied ? unedited(full) : new Set(), occupied };
}

function entriesIn(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") {
      return [];
    }
    throw code === "ENOTDIR"
      ? failure(`${path} is there, and is no folder`, "choose another --output")
      : notWritten(path, error);
  }
}

/**
 * @param files - texts by path
 * @param optional - files without which the app still works, so that others' of that name are kept in their place
 * @returns paths of files that were kept
 * @throws CliError `failed` where a file that is not ours stands in the place of one that the app needs
 */
export function writeFolder(
  folder: Folder,
  files: ReadonlyMap<string, string>,
  optional: readonly string[],
): readonly string[] {
  const { path, ours } = folder;
  const foreign = [...files.keys()].filter((file) => existsSync(join(path, file)) && !ours.has(file));
  const needed = foreign.filter((file) => !optional.includes(file));
  if (needed.length > 0) {
    throw failure(
      `${needed.slice(0, 5).join(", ")} in ${path} is not ours, or was edited since an earlier adopt`,
      "move it away, or choose another --output; nothing was written",
    );
  }
  const written = new Map([...files].filter(([file]) => !foreign.includes(file)));
  withoutInterruption(() => {
    const beside = makeBeside(path);
    try {
      writeAll(beside, written);
      folder.occupied ? moveInto(beside, folder, written) : replace(path, beside);
    } catch (error) {
      throw isCliError(error) ? error : notWritten(path, error);
    } finally {
      rmSync(beside, { recursive: true, force: true });
    }
  });
  return foreign;
}

/** All of it is synchronous, so a signal that has a listener is heard only when it is done. */
function withoutInterruption(work: () => void): void {
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const later = (): void => undefined;
  for (const signal of signals) {
    process.on(signal, later);
  }
  try {
    work();
  } finally {
    for (const signal of signals) {
      process.off(signal, later);
    }
  }
}

function makeBeside(path: string): string {
  try {
    makeFolder(dirname(path));
    const beside = mkdtempSync(join(dirname(path), `.${basename(path)}-`));
    // it is made for its owner alone, and becomes the folder of the app
    chmodSync(beside, 0o777 & ~process.umask());
    return beside;
  } catch (error) {
    throw notWritten(path, error);
  }
}

function writeAll(directory: string, files: ReadonlyMap<string, string>): void {
  for (const [file, text] of files) {
    makeFolder(dirname(join(directory, file)));
    writeFileSync(join(directory, file), text);
  }
  const hashes = Object.fromEntries([...files].map(([file, text]) => [file, hash(text)]));
  writeFileSync(join(directory, MANIFEST), `${JSON.stringify({ files: hashes }, null, 2)}\n`);
}

function replace(path: string, beside: string): void {
  if (existsSync(path)) {
    rmdirSync(path);
  }
  renameSync(beside, path);
}

/** File by file; what is in the way waits beside it, and comes back if anything fails. */
function moveInto(beside: string, { path, ours }: Folder, files: ReadonlyMap<string, string>): void {
  const before = join(beside, ".before");
  const undo: (() => void)[] = [];
  const move = (from: string, to: string): void => {
    makeFolder(dirname(to));
    renameSync(from, to);
    undo.unshift(() => renameSync(to, from));
  };
  try {
    for (const file of [...ours, MANIFEST]) {
      if (existsSync(join(path, file))) {
        move(join(path, file), join(before, file));
      }
    }
    for (const file of [...files.keys(), MANIFEST]) {
      move(join(beside, file), join(path, file));
    }
  } catch (error) {
    for (const back of undo) {
      back();
    }
    throw error;
  }
}

function unedited(path: string): ReadonlySet<string> {
  const manifest = readManifest(join(path, MANIFEST));
  return new Set(
    Object.entries(manifest).flatMap(([file, expected]) => {
      // A path of the manifest is trusted no further than the folder.
      const isInside = join(path, file).startsWith(join(path, "/"));
      return isInside && hashOf(join(path, file)) === expected ? [file] : [];
    }),
  );
}

function readManifest(path: string): { readonly [file: string]: unknown } {
  try {
    const { files } = JSON.parse(readFileSync(path, "utf8")) as { readonly files?: unknown };
    return typeof files === "object" && files !== null ? (files as { readonly [file: string]: unknown }) : {};
  } catch {
    // without it, nothing there is known to be ours
    return {};
  }
}

function hashOf(path: string): string | undefined {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true ? hash(readFileSync(path, "utf8")) : undefined;
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function notWritten(path: string, error: unknown): Error {
  const { code } = error as NodeJS.ErrnoException;
  return failure(`cannot write ${path}: ${code ?? String(error)}`, "check the path of --output; nothing was written");
}
