import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { isTrustError } from "../../trust/index.js";
import {
  type ActionFile,
  readAction,
  readWorkflow,
  type WorkflowFile,
  type WorkflowProblem,
  type WorkflowTree,
} from "../../trust/workflows.js";
import { failure } from "../errors.js";

/** The texts of a folder's workflow files, and which could not be read. */
export interface ReadTexts {
  readonly texts: readonly FileText[];
  readonly problems: readonly WorkflowProblem[];
}

export interface ReadTree extends WorkflowTree {
  readonly problems: readonly WorkflowProblem[];
}

export interface FileText {
  /** Relative to the repository, with `/` between its parts. */
  readonly path: string;
  /** As it is, with its byte-order mark and line ends. */
  readonly text: string;
}

const WORKFLOWS = [".github", "workflows"] as const;
/** Far above any real workflow; what is larger is not even read. */
const LONGEST_BYTES = 2 * 1024 * 1024;

export function readTexts(root: string): ReadTexts {
  const problems: WorkflowProblem[] = [];
  const texts: FileText[] = [];
  for (const path of workflowPaths(root)) {
    const text = textInside(root, path);
    if (text === undefined) {
      const message = `${path}: it cannot be read, leads out of the repository, or is larger than 2 MiB`;
      problems.push({ path, line: 1, message });
    } else {
      texts.push({ path, text });
    }
  }
  return { texts, problems };
}

export function readTree(root: string): ReadTree {
  const { texts, problems } = readTexts(root);
  const wrong: WorkflowProblem[] = [];
  const workflows = texts.flatMap(({ path, text }): readonly WorkflowFile[] => {
    try {
      return [readWorkflow(text, path)];
    } catch (error) {
      if (!isTrustError(error)) {
        throw error;
      }
      wrong.push({ path, line: error.problems[0]?.line ?? 1, message: error.message });
      return [];
    }
  });
  return { workflows, problems: [...problems, ...wrong], action: (folder) => actionIn(root, folder) };
}

function workflowPaths(root: string): readonly string[] {
  const folder = join(root, ...WORKFLOWS);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw failure(`${root} has no folder .github/workflows`, "give the folder of a repository that has workflows");
  }
  return readdirSync(folder)
    .filter((name) => /\.ya?ml$/i.test(name))
    .sort()
    .map((name) => [...WORKFLOWS, name].join("/"));
}

function actionIn(root: string, folder: string): ActionFile | string {
  const prefix = folder === "" ? "" : `${folder}/`;
  const path = [`${prefix}action.yml`, `${prefix}action.yaml`].find((file) => existsSync(join(root, file)));
  if (path === undefined) {
    return "there is no action.yml in that folder; it may be made, or checked out, when the job runs";
  }
  const text = textInside(root, path);
  if (text === undefined) {
    return "it cannot be read, leads out of the repository, or is larger than 2 MiB";
  }
  try {
    return readAction(text, path);
  } catch (error) {
    if (isTrustError(error)) {
      return error.message;
    }
    throw error;
  }
}

/** The text of a file of the repository; undefined for one that is elsewhere, even by a link. */
function textInside(root: string, path: string): string | undefined {
  try {
    const real = realpathSync.native(join(root, path));
    const inside = relative(realOf(root), real);
    if (inside.startsWith("..") || inside.startsWith(sep)) {
      return undefined;
    }
    const { size } = statSync(real);
    return size > LONGEST_BYTES ? undefined : readFileSync(real, "utf8");
  } catch {
    return undefined;
  }
}

const reals = new Map<string, string>();

function realOf(root: string): string {
  const real = reals.get(root) ?? realpathSync.native(root);
  reals.set(root, real);
  return real;
}
