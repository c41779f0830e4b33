/**
 * Where trust is read from: the same options on every command.
 */
import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import type { Command } from "commander";
import { mergeTrust, parseTrustFile, readSynthesized, type TrustModel } from "../../trust/index.js";
import { failure, usageError } from "../errors.js";
import { parseJson, readText } from "../private/files.js";

export interface ReaderOptions {
  readonly trust?: string;
  readonly app?: string;
}

/** Trust, and where it was read in the words of a report. */
export interface ReadTrust {
  readonly model: TrustModel;
  readonly where: string;
}

const HOW = "say where the trust is: --trust FILE (a trust file) or --app DIR (what cdktf synth wrote, cdktf.out)";

export function addReaderOptions(command: Command): Command {
  return command
    .option("--trust <FILE>", "trust from a trust file, or - for standard input")
    .option("--app <DIR>", "trust from a synthesized app: cdktf.out, or the folder of one stack");
}

/** @returns undefined where no reader was asked for */
export function tryReadTrust(options: ReaderOptions): ReadTrust | undefined {
  if (options.trust !== undefined && options.app !== undefined) {
    throw usageError("--trust and --app were both given", "give one of them");
  }
  if (options.trust !== undefined) {
    const where = options.trust === "-" ? "standard input" : options.trust;
    return { model: parseTrustFile(readText(options.trust, "the trust file"), where), where };
  }
  return options.app === undefined ? undefined : readApp(options.app);
}

export function readTrust(options: ReaderOptions): ReadTrust {
  const read = tryReadTrust(options);
  if (read === undefined) {
    throw usageError("no trust was given", HOW);
  }
  return read;
}

function readApp(directory: string): ReadTrust {
  const files = stackFiles(directory);
  const models = files.map((file) => readSynthesized(parseJson(readText(file, "the stack"), "the stack", file), file));
  return { model: mergeTrust(models), where: directory };
}

/** The `cdk.tf.json` of each stack below a cdktf output folder, or the one in a stack's own folder. */
function stackFiles(directory: string): readonly string[] {
  if (!existsSync(directory) || !statSync(directory).isDirectory()) {
    throw failure(`${directory} is not a folder`, "run cdktf synth, then give its output folder, usually cdktf.out");
  }
  const own = join(directory, "cdk.tf.json");
  if (existsSync(own)) {
    return [own];
  }
  const stacks = join(directory, basename(directory) === "stacks" ? "" : "stacks");
  const names = existsSync(stacks) ? readdirSync(stacks).sort() : [];
  const files = names.map((name) => join(stacks, name, "cdk.tf.json")).filter((file) => existsSync(file));
  if (files.length === 0) {
    throw failure(
      `${directory} holds no synthesized stack (no cdk.tf.json, no stacks/*/cdk.tf.json)`,
      "run cdktf synth, then give its output folder, usually cdktf.out; stacks synthesized with --hcl cannot be read",
    );
  }
  return files;
}
