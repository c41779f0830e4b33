import { isAlias, isMap, type Node, type YAMLMap } from "yaml";
import { grantsIdToken } from "../../workflow/logins.js";
import type { WorkflowStep } from "../../workflow/model.js";
import type { Edit } from "../edits.js";
import { type JobSource, NotSafe, type WorkflowSource } from "./source.js";

/**
 * What gives a job `id-token: write` and takes nothing from it.
 *
 * @throws NotSafe where its other permissions cannot be kept for certain
 */
export function grantIdToken(source: WorkflowSource, { job, map }: JobSource): readonly Edit[] {
  const own = source.entry(map, "permissions");
  if (own !== undefined) {
    return grantsIdToken(job.permissions) ? [] : widened(source, own.value, own.pair.value, source.lineOf(own.key));
  }
  const { workflow } = source;
  if (grantsIdToken(workflow.permissions)) {
    return [];
  }
  const inherited = source.entry(source.document.root, "permissions");
  if (inherited !== undefined && typeof workflow.permissions !== "object") {
    throw new NotSafe(
      "the workflow's permissions are no list: a job that names one has none of the others",
      source.lineOf(inherited.key),
    );
  }
  const before = source.entry(map, "steps") ?? source.entry(map, "uses");
  if (before === undefined) {
    throw new NotSafe("it has neither steps nor uses", job.line);
  }
  if (inherited === undefined && !job.steps.every(needsNoToken)) {
    throw new NotSafe(
      "it names no permissions, and it cannot be seen which of the default ones it needs: name them first",
      job.line,
    );
  }
  const indent = source.indent(before.key);
  const scopes =
    typeof workflow.permissions === "object"
      ? [...workflow.permissions]
          .filter(([scope]) => scope !== "id-token")
          .map(([scope, level]) => `${scope}: ${level}`)
      : ["contents: read"];
  const step = indentStep(source, map);
  return [
    source.insertBefore(before.key, [
      `${indent}permissions:`,
      ...scopes.map((scope) => `${indent}${step}${scope}`),
      `${indent}${step}id-token: write`,
    ]),
  ];
}

function widened(source: WorkflowSource, value: unknown, written: unknown, line: number): readonly Edit[] {
  if (!isMap(value) || isAlias(written)) {
    throw new NotSafe("its permissions are no list: one that names id-token has none of the others", line);
  }
  source.checkNoAliases(value);
  const present = source.entry(value, "id-token");
  if (present !== undefined) {
    return [source.replaceScalar(present.value, "write")];
  }
  const entries = source.document.entries(value);
  const last = entries.at(-1);
  const [from = 0, end = 0] = (value as Node).range ?? [];
  if (value.flow === true) {
    const inside = source.text.slice(from, end);
    const close = from + inside.lastIndexOf("}");
    return last === undefined
      ? [{ from, to: close + 1, text: "{ id-token: write }" }]
      : [insertion(((last.value ?? last.key) as Node).range?.[1] ?? close, ", id-token: write")];
  }
  if (last === undefined) {
    throw new NotSafe("its permissions are written in a way that is not understood", line);
  }
  const at = source.endOfLines(last);
  const isEnded = at === 0 || source.text[at - 1] === "\n";
  const added = `${source.indent(last.key)}id-token: write`;
  return [insertion(at, isEnded ? added + source.lineEnd : source.lineEnd + added)];
}

function insertion(at: number, text: string): Edit {
  return { from: at, to: at, text };
}

/** How much deeper the file goes by one step. */
export function indentStep(source: WorkflowSource, map: YAMLMap): string {
  const key = source.document.entries(map)[0]?.key;
  const jobs = source.entry(source.document.root, "jobs")?.value;
  const job = source.document.entries(jobs)[0]?.key;
  const depth = key === undefined || job === undefined ? 2 : source.indent(key).length - source.indent(job).length;
  return " ".repeat(depth > 0 && depth <= 8 ? depth : 2);
}

/** Actions that read the repository at most; of others nothing is assumed, since many take the job's token by default. */
const READS_AT_MOST =
  /^(?:actions\/(?:checkout|setup-[a-z]+|cache(?:\/[a-z]+)?|upload-artifact|download-artifact)|cloudsmith-io\/(?:action|cloudsmith-cli-action)|docker\/(?:login|setup-buildx|setup-qemu)-action)@/;

function needsNoToken({ uses, run, env, with: inputs }: WorkflowStep): boolean {
  const texts = [run ?? "", ...env.values(), ...inputs.values()].join("\n");
  const asks = /GITHUB_TOKEN|GH_TOKEN|github\.token|\bgh\s+[a-z]/i.test(texts);
  return !asks && (uses === undefined || READS_AT_MOST.test(uses));
}
