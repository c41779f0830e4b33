import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import {
  type CodePlace,
  isTrustError,
  mergeTrust,
  readSynthesized,
  type StackExceptions,
  sourcesIn,
  stackExceptions,
  type TrustModel,
} from "../../trust/index.js";
import { failure } from "../errors.js";
import { parseJson, readText } from "../private/files.js";

/** A synthesized app: of all its stacks, or of the one whose folder is given. */
export interface ReadApp {
  readonly model: TrustModel;
  /** What it lets through. */
  readonly exceptions: readonly StackExceptions[];
  readonly sources: readonly StackSources[];
}

/** Where the elements of one stack were made. */
export interface StackSources {
  /** As the origins of what was read have it. */
  readonly where: string;
  /** The folder that the app ran in. */
  readonly folder: string;
  readonly placeOf: (address: string) => CodePlace | undefined;
}

/** @param nameOf what a stack's file is called in origins; by default, its path */
export function readApp(directory: string, nameOf: (file: string) => string = (file) => file): ReadApp {
  const stacks = stackFiles(directory).map((file) => [file, readStack(file)] as const);
  return {
    model: merged(stacks.map(([file, stack]) => readSynthesized(stack, nameOf(file)))),
    exceptions: stacks.map(([file, stack]) => stackExceptions(stack, nameOf(file))),
    sources: stacks.flatMap(([file, stack]) => sourcesOf(stack, file, nameOf(file))),
  };
}

function merged(models: readonly TrustModel[]): TrustModel {
  try {
    return mergeTrust(models);
  } catch (error) {
    throw isTrustError(error) && error.code === "several_organizations"
      ? failure(error.message, "give the folder of one stack, as in --app cdktf.out/stacks/NAME")
      : error;
  }
}

/** What the synthesized stack says beside its trust that a plan was made from: the one in whose folder the plan lies. */
export function besidePlan(plan: string): Pick<ReadApp, "exceptions" | "sources"> {
  const file = join(dirname(plan), "cdk.tf.json");
  if (plan === "-" || !existsSync(file)) {
    return { exceptions: [], sources: [] };
  }
  const stack = readStack(file);
  return { exceptions: [stackExceptions(stack, plan)], sources: sourcesOf(stack, file, plan) };
}

/** cdktf runs the app in the folder that holds its output folder. */
function sourcesOf(stack: unknown, file: string, where: string): readonly StackSources[] {
  const stacks = dirname(dirname(resolve(file)));
  return basename(stacks) === "stacks" ? [{ where, folder: dirname(dirname(stacks)), placeOf: sourcesIn(stack) }] : [];
}

function readStack(file: string): unknown {
  return parseJson(readText(file, "the stack"), "the stack", file);
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
