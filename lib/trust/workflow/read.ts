import { isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLMap } from "yaml";
import { problemsError } from "../errors.js";
import type { WorkflowFile, WorkflowJob, WorkflowPermissions, WorkflowStep } from "./model.js";

/**
 * Reads a workflow file.
 *
 * What GitHub itself would refuse is read as far as it goes: other tools say so.
 *
 * @throws TrustError `invalid_workflow` when it is no YAML, or no mapping with jobs
 */
export function readWorkflow(text: string, path: string): WorkflowFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lines.linePos(error.pos[0]);
    throw problemsError("invalid_workflow", path, [
      { pointer: "", message: `not YAML: ${error.message}`, line, column: col },
    ]);
  }
  const root = document.contents;
  const jobs = isMap(root) ? root.get("jobs", true) : undefined;
  if (!isMap(root) || !isMap(jobs)) {
    const message = "no workflow: expected a mapping with jobs";
    throw problemsError("invalid_workflow", path, [{ pointer: "", message, line: 1, column: 1 }]);
  }
  const lineOf = (node: unknown): number => lines.linePos((node as Node | undefined)?.range?.[0] ?? 0).line;
  const permissions = permissionsOf(root);
  return {
    path,
    events: eventsOf(root.get("on", true)),
    ...(permissions === undefined ? {} : { permissions }),
    env: textsOf(root.get("env", true)),
    jobs: pairsOf(jobs).flatMap(([id, key, body]) => (isMap(body) ? [readJob(id, lineOf(key), body, lineOf)] : [])),
    text,
  };
}

function readJob(id: string, line: number, body: YAMLMap, lineOf: (node: unknown) => number): WorkflowJob {
  const permissions = permissionsOf(body);
  const environment = environmentOf(body.get("environment", true));
  const uses = textOf(body.get("uses", true));
  const steps = body.get("steps", true);
  return {
    id,
    line,
    ...(permissions === undefined ? {} : { permissions }),
    ...(environment === undefined ? {} : { environment }),
    ...(uses === undefined ? {} : { uses }),
    env: textsOf(body.get("env", true)),
    steps: isSeq(steps) ? steps.items.flatMap((step) => (isMap(step) ? [readStep(step, lineOf(step))] : [])) : [],
  };
}

function readStep(step: YAMLMap, line: number): WorkflowStep {
  const used = step.get("uses", true);
  const uses = textOf(used);
  const run = textOf(step.get("run", true));
  const comment = isScalar(used) ? used.comment : undefined;
  return {
    line,
    ...(uses === undefined ? {} : { uses }),
    ...(typeof comment === "string" ? { usesComment: comment.trim() } : {}),
    with: textsOf(step.get("with", true)),
    ...(run === undefined ? {} : { run }),
    env: textsOf(step.get("env", true)),
  };
}

/** `on: push`, `on: [push, release]`, or a mapping of events. */
function eventsOf(node: unknown): readonly string[] {
  if (isMap(node)) {
    return pairsOf(node).map(([name]) => name);
  }
  if (isSeq(node)) {
    return node.items.flatMap((item) => textOf(item) ?? []);
  }
  const event = textOf(node);
  return event === undefined ? [] : [event];
}

function permissionsOf(body: YAMLMap): WorkflowPermissions | undefined {
  const node = body.get("permissions", true);
  if (isMap(node)) {
    return textsOf(node);
  }
  const shorthand = textOf(node);
  return shorthand === "read-all" || shorthand === "write-all" ? shorthand : undefined;
}

/** `environment: production`, or a mapping with a name. */
function environmentOf(node: unknown): string | undefined {
  return isMap(node) ? textOf(node.get("name", true)) : textOf(node);
}

function textsOf(node: unknown): ReadonlyMap<string, string> {
  return new Map(
    isMap(node)
      ? pairsOf(node).flatMap(([name, , value]) => {
          const text = textOf(value);
          return text === undefined ? [] : [[name, text] as const];
        })
      : [],
  );
}

function pairsOf(map: YAMLMap): readonly (readonly [name: string, key: unknown, value: unknown])[] {
  return map.items.flatMap((pair) => {
    const name = isPair(pair) ? textOf(pair.key) : undefined;
    return name === undefined ? [] : [[name, pair.key, pair.value] as const];
  });
}

function textOf(node: unknown): string | undefined {
  return isScalar(node) && node.value !== null && node.value !== undefined ? String(node.value) : undefined;
}
