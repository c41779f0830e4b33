import { existsSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import {
  type DriftedStack,
  type MergedStack,
  mergedOfPlan,
  mergeTrust,
  readDriftedPlan,
  readMerged,
  readSynthesized,
  type Undecided,
} from "../../trust/index.js";
import type { DriftOptions } from "../commands/drift.js";
import { isOurs, usageError } from "../errors.js";
import { parseJson, readText } from "../private/files.js";
import { stackFiles } from "../readers/app.js";
import { planText } from "../readers/plan.js";
import type { Interruption } from "./interruption.js";
import { type RefreshOptions, refreshOnlyPlan, type SeenGrants } from "./terraform.js";

/** Whether it is proved that a refresh wrote nothing. */
export type ReadOnlyProof = "proved" | "other provider" | "not run here";

export interface ReadStack extends DriftedStack {
  /** Where its plan is from, for people. */
  readonly where: string;
  readonly proof: ReadOnlyProof;
  /** What the identity may not read, so that it was taken as it was last written. */
  readonly unchecked: readonly string[];
  /** Whole lists of grants that the refresh read. */
  readonly grants: readonly SeenGrants[];
  /** The stack's folder, where it is known. */
  readonly directory?: string;
  /** What the app declares now; absent where that is not at hand. */
  readonly merged?: MergedStack["merged"];
}

export interface ReadPlans {
  readonly stacks: readonly ReadStack[];
  /** Stacks of which nothing is known. */
  readonly failed: readonly Undecided[];
  /** As the app says it, whether or not a plan could be made; empty where it does not. */
  readonly organization: string;
}

/** Of the provider in this package. */
const OURS = "localhost/cloudsmith-trust/cloudsmith";
const DEFAULT_APP = "cdktf.out";
/** Terraform runs at once: each starts a provider of its own. */
const AT_ONCE = 3;

interface Folder {
  readonly name: string;
  readonly directory: string;
  readonly file: string;
  readonly value: unknown;
}

/**
 * The plan of every stack: those given, or of a refresh of each stack of the app.
 *
 * @param waitUntil milliseconds since the epoch: how long is waited for the rate limit
 */
export async function readPlans(
  options: Pick<DriftOptions, "app" | "plan" | "onlyShown">,
  interruption: Interruption,
  say: (text: string) => void,
  waitUntil: number,
): Promise<ReadPlans> {
  const folders = foldersOf(options);
  const read =
    options.plan === undefined
      ? (folder: Folder): Promise<ReadStack> =>
          refreshed(folder, { interruption, tolerant: options.onlyShown === true, waitUntil })
      : undefined;
  const work: readonly { readonly name: string; read(): Promise<ReadStack> }[] =
    read !== undefined
      ? folders.map((folder) => ({ name: folder.name, read: () => read(folder) }))
      : (options.plan ?? []).map((file) => ({ name: nameOfPlan(file, folders), read: () => given(file, folders) }));
  refuseDoubles(work.map(({ name }) => name));
  let done = 0;
  const outcomes = await inTurn(work, AT_ONCE, async ({ name, read: readOne }): Promise<ReadStack | Undecided> => {
    say(`refreshing ${name} (${done} of ${work.length} stacks done)`);
    try {
      return await interruption.orStopped(readOne());
    } catch (error) {
      if (interruption.signal !== undefined || !isOurs(error)) {
        throw error;
      }
      const { message, remedy } = error;
      const reason = remedy === undefined || message.endsWith(remedy) ? message : `${message} (${remedy})`;
      return { about: `stack ${name}`, side: "both", reason };
    } finally {
      done += 1;
    }
  });
  return {
    stacks: outcomes.filter((each): each is ReadStack => "plan" in each),
    failed: outcomes.filter((each): each is Undecided => "about" in each),
    organization: mergeTrust(folders.map(({ value, file }) => readSynthesized(value, file))).organization,
  };
}

function foldersOf({ app, plan }: Pick<DriftOptions, "app" | "plan">): readonly Folder[] {
  if (app === undefined && (plan !== undefined || !existsSync(DEFAULT_APP))) {
    return [];
  }
  return stackFiles(app ?? DEFAULT_APP).map((file) => ({
    name: basename(dirname(resolve(file))),
    directory: dirname(file),
    file,
    value: parseJson(readText(file, "the stack"), "the stack", file),
  }));
}

async function refreshed(folder: Folder, options: RefreshOptions): Promise<ReadStack> {
  const { name, directory, file, value } = folder;
  const { plan: text, unchecked, grants } = await refreshOnlyPlan(directory, options);
  const where = `${directory}, refreshed`;
  const plan = readDriftedPlan(parseJson(text, "the plan", where), where);
  const ours = plan.cloudsmithProviders.every((source) => source === OURS);
  return {
    name,
    plan,
    where,
    proof: ours ? "proved" : "other provider",
    unchecked,
    grants,
    directory,
    merged: readMerged(value, file, plan),
  };
}

async function given(file: string, folders: readonly Folder[]): Promise<ReadStack> {
  const where = file === "-" ? "standard input" : file;
  const plan = readDriftedPlan(parseJson(await planText(file), "the plan", where), where);
  const folder = folderOf(file, folders);
  const merged = !plan.refreshOnly
    ? mergedOfPlan(plan)
    : folder === undefined
      ? undefined
      : readMerged(folder.value, folder.file, plan);
  return {
    name: nameOfPlan(file, folders),
    plan,
    where,
    proof: "not run here",
    unchecked: [],
    grants: [],
    ...(folder === undefined ? {} : { directory: folder.directory }),
    ...(merged === undefined ? {} : { merged }),
  };
}

function folderOf(file: string, folders: readonly Folder[]): Folder | undefined {
  const directory = dirname(resolve(file));
  return (
    folders.find((folder) => resolve(folder.directory) === directory) ??
    folders.find(({ name }) => name === basename(file).replace(/\..*$/, "")) ??
    (folders.length === 1 ? folders[0] : undefined)
  );
}

/** As cdktf names stacks: by the folder; a plan from elsewhere by its own name. */
function nameOfPlan(file: string, folders: readonly Folder[]): string {
  const folder = folderOf(file, folders);
  if (folder !== undefined) {
    return folder.name;
  }
  const directory = dirname(resolve(file));
  return basename(dirname(directory)) === "stacks" ? basename(directory) : basename(file).replace(/\.json$/, "");
}

function refuseDoubles(names: readonly string[]): void {
  const double = names.find((name, index) => names.indexOf(name) !== index);
  if (double !== undefined) {
    throw usageError(`there are two plans of the stack ${double}`, "give one plan a stack");
  }
}

async function inTurn<T, R>(items: readonly T[], atOnce: number, work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = new Array(items.length);
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const index = next;
      next += 1;
      results[index] = await work(items[index] as T);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  return results;
}
