import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { mergeTrust, readSynthesized, type TrustModel } from "../../trust/index.js";
import { failure } from "../errors.js";
import { parseJson, readText } from "../private/files.js";

/**
 * The trust of a synthesized app: of all its stacks, or of the one whose folder is given.
 *
 * @param nameOf what a stack's file is called in origins; by default, its path
 */
export function readAppTrust(directory: string, nameOf: (file: string) => string = (file) => file): TrustModel {
  return mergeTrust(
    stackFiles(directory).map((file) =>
      readSynthesized(parseJson(readText(file, "the stack"), "the stack", file), nameOf(file)),
    ),
  );
}

/** The `cdk.tf.json` of each stack below a cdktf output folder, or the one in a stack's own folder. */
export function stackFiles(directory: string): readonly string[] {
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
