import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { formatTrustFile } from "../../trust/index.js";
import type { ExportOptions } from "../commands/export.js";
import { failure, usageError } from "../errors.js";
import { EXIT } from "../exit-codes.js";
import { writeReport } from "../options/output.js";
import { type ReaderOptions, readerIn, readTrust } from "../options/readers.js";
import { makeFolder } from "../private/make-folder.js";
import { declaredFile, newDigest } from "./declared-file.js";

/**
 * Writes trust as a trust file, or both sides of a change as two.
 *
 * @returns the exit code
 */
export async function exportTrust({ before, after, output, ...reader }: ExportOptions): Promise<number> {
  if (before === undefined && after === undefined) {
    const { app, ...others } = readerIn(reader);
    const text = app === undefined ? await known(others) : declaredFile(app, newDigest());
    await writeReport(text, output === undefined ? {} : { output });
    return EXIT.ok;
  }
  if (before === undefined || after === undefined) {
    throw usageError(`--${before === undefined ? "before" : "after"} is missing`, "give both sides of the change");
  }
  const [given] = Object.entries(reader).find(([, value]) => value !== undefined) ?? [];
  if (given !== undefined) {
    throw usageError(`--before and --${given} were both given`, "export one trust, or both sides of a change");
  }
  if (output === undefined) {
    throw usageError("--output is missing", "name the folder for before.json and after.json");
  }
  const digest = newDigest();
  const texts = { "before.json": declaredFile(before, digest), "after.json": declaredFile(after, digest) };
  write(output, texts);
  return EXIT.ok;
}

async function known(reader: ReaderOptions): Promise<string> {
  const { model } = await readTrust(reader);
  return formatTrustFile(model);
}

function write(folder: string, texts: { readonly [file: string]: string }): void {
  try {
    makeFolder(folder);
    for (const [file, text] of Object.entries(texts)) {
      writeFileSync(join(folder, file), text);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw failure(`cannot write to the folder ${folder}: ${code ?? String(error)}`, "check the path of --output");
  }
}
