import { isMap, isScalar, isSeq } from "yaml";
import { ActionsDocument } from "./document.js";
import type {
  ActionFile,
  WorkflowFile,
  WorkflowJob,
  WorkflowPermissions,
  WorkflowStep,
  WorkflowTrigger,
} from "./model.js";
import { readMatrix } from "./private/matrix.js";

/** Far above any real workflow: aliases can make a small file large. */
const MOST_STEPS = 20_000;

/**
 * Reads a workflow file.
 *
 * What GitHub itself would refuse is read as far as it goes: other tools say so.
 *
 * @throws TrustError `invalid_workflow` when it is no YAML, or no mapping with jobs
 */
export function readWorkflow(text: string, path: string): WorkflowFile {
  return workflowOf(new ActionsDocument(text, path, "workflow: expected a mapping with jobs"));
}

/** The workflow of a parsed file. See {@link readWorkflow}. */
export function workflowOf(file: ActionsDocument): WorkflowFile {
  const { root } = file;
  const jobs = file.get(root, "jobs");
  if (!isMap(jobs)) {
    throw file.invalid(root, "no workflow: expected a mapping with jobs");
  }
  const permissions = permissionsOf(file, root);
  const name = file.textOf(root.get("name", true));
  const triggers = triggersOf(file);
  const budget = { steps: MOST_STEPS };
  return {
    path: file.path,
    ...(name === undefined ? {} : { name }),
    events: triggers.map(({ event }) => event),
    triggers,
    ...(permissions === undefined ? {} : { permissions }),
    env: textsOf(file, root.get("env", true)),
    jobs: file
      .entries(jobs)
      .flatMap(({ name: id, key, value }) =>
        isMap(value) ? [readJob(file, id, file.lineOf(key), value, budget)] : [],
      ),
    text: file.text,
  };
}

/**
 * Reads the file of an action.
 *
 * @throws TrustError `invalid_workflow` when it is no YAML, or no mapping
 */
export function readAction(text: string, path: string): ActionFile {
  const file = new ActionsDocument(text, path, "action: expected a mapping with runs");
  const runs = file.get(file.root, "runs");
  const steps = file.get(runs, "steps");
  return {
    path,
    inputs: inputsOf(file, file.root.get("inputs", true)),
    ...(file.textOf(file.get(runs, "using")) === "composite" && isSeq(steps)
      ? { steps: stepsOf(file, steps, { steps: MOST_STEPS }) }
      : {}),
  };
}

function readJob(
  file: ActionsDocument,
  id: string,
  line: number,
  body: unknown,
  budget: { steps: number },
): WorkflowJob {
  const permissions = permissionsOf(file, body);
  const environment = environmentOf(file, file.get(body, "environment"));
  const uses = file.textOf(file.get(body, "uses"));
  const given = file.get(body, "with");
  const condition = file.textOf(file.get(body, "if"));
  const runsOn = listOf(file, file.get(body, "runs-on"));
  const matrix = readMatrix(file, file.get(file.get(body, "strategy"), "matrix"));
  return {
    id,
    line,
    ...(permissions === undefined ? {} : { permissions }),
    ...(environment === undefined ? {} : { environment }),
    ...(uses === undefined ? {} : { uses }),
    ...(given === undefined ? {} : { with: textsOf(file, given) }),
    env: textsOf(file, file.get(body, "env")),
    steps: stepsOf(file, file.get(body, "steps"), budget),
    ...(condition === undefined ? {} : { if: condition }),
    ...(runsOn === undefined ? {} : { runsOn }),
    ...(matrix === undefined ? {} : { matrix }),
  };
}

function stepsOf(file: ActionsDocument, node: unknown, budget: { steps: number }): readonly WorkflowStep[] {
  if (!isSeq(node)) {
    return [];
  }
  budget.steps -= node.items.length;
  if (budget.steps < 0) {
    throw file.invalid(node, `more than ${MOST_STEPS} steps, so it was not read`);
  }
  return node.items.flatMap((item) => {
    const step = file.resolve(item);
    return isMap(step) ? [readStep(file, step, file.lineOf(item))] : [];
  });
}

function readStep(file: ActionsDocument, step: unknown, line: number): WorkflowStep {
  const used = file.get(step, "uses");
  const uses = file.textOf(used);
  const run = file.textOf(file.get(step, "run"));
  const id = file.textOf(file.get(step, "id"));
  const condition = file.textOf(file.get(step, "if"));
  const comment = isScalar(used) ? used.comment : undefined;
  return {
    line,
    ...(id === undefined ? {} : { id }),
    ...(uses === undefined ? {} : { uses }),
    ...(typeof comment === "string" ? { usesComment: comment.trim() } : {}),
    with: textsOf(file, file.get(step, "with")),
    ...(run === undefined ? {} : { run }),
    env: textsOf(file, file.get(step, "env")),
    ...(condition === undefined ? {} : { if: condition }),
  };
}

/** `on: push`, `on: [push, release]`, or a mapping of events. */
function triggersOf(file: ActionsDocument): readonly WorkflowTrigger[] {
  const node = file.get(file.root, "on");
  if (isMap(node)) {
    return file.entries(node).map(({ name: event, key, value }) => {
      const inputs = file.get(value, "inputs");
      return {
        event,
        line: file.lineOf(key),
        ...filterOf(file, value, "branches", "branches"),
        ...filterOf(file, value, "branches-ignore", "branchesIgnore"),
        ...filterOf(file, value, "tags", "tags"),
        ...filterOf(file, value, "tags-ignore", "tagsIgnore"),
        ...(inputs === undefined ? {} : { inputs: inputsOf(file, inputs) }),
      };
    });
  }
  return (listOf(file, node) ?? []).map((event) => ({ event, line: file.lineOf(node) }));
}

function filterOf(file: ActionsDocument, value: unknown, written: string, name: string): object {
  const patterns = listOf(file, file.get(value, written));
  return patterns === undefined ? {} : { [name]: patterns };
}

function inputsOf(file: ActionsDocument, node: unknown): ReadonlyMap<string, string | undefined> {
  return new Map(file.entries(node).map(({ name, value }) => [name, file.textOf(file.get(value, "default"))]));
}

function permissionsOf(file: ActionsDocument, body: unknown): WorkflowPermissions | undefined {
  const node = file.get(body, "permissions");
  if (isMap(node)) {
    return textsOf(file, node);
  }
  const shorthand = file.textOf(node);
  return shorthand === "read-all" || shorthand === "write-all" ? shorthand : undefined;
}

/** `environment: production`, or a mapping with a name. */
function environmentOf(file: ActionsDocument, node: unknown): string | undefined {
  return isMap(node) ? file.textOf(file.get(node, "name")) : file.textOf(node);
}

/** One text, or a list of them. */
function listOf(file: ActionsDocument, node: unknown): readonly string[] | undefined {
  if (isSeq(node)) {
    return node.items.flatMap((item) => file.textOf(item) ?? []);
  }
  const text = file.textOf(node);
  return text === undefined ? undefined : [text];
}

function textsOf(file: ActionsDocument, node: unknown): ReadonlyMap<string, string> {
  return new Map(
    file.entries(node).flatMap(({ name, value }) => {
      const text = file.textOf(value);
      return text === undefined ? [] : [[name, text] as const];
    }),
  );
}
