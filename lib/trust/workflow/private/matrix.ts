import { isMap, isSeq } from "yaml";
import type { ActionsDocument } from "../document.js";
import { isExpression, type WorkflowJob } from "../model.js";

type Combination = Map<string, string>;

/** GitHub's own limit on the jobs of a matrix. */
const MOST_COMBINATIONS = 256;

/**
 * The combinations of a matrix, with its `exclude` and `include`.
 *
 * Source: GitHub's reference on `jobs.<job_id>.strategy.matrix`.
 */
export function readMatrix(file: ActionsDocument, node: unknown): WorkflowJob["matrix"] {
  if (node === undefined || node === null) {
    return undefined;
  }
  if (!isMap(node)) {
    return "unknown";
  }
  let combinations: Combination[] = [];
  const entries = file.entries(node);
  for (const { name, value } of entries.filter(({ name }) => name !== "include" && name !== "exclude")) {
    const values = valuesOf(file, name, value);
    const before = combinations.length === 0 ? [new Map()] : combinations;
    if (values === undefined || before.length * values.length > MOST_COMBINATIONS) {
      return "unknown";
    }
    combinations = before.flatMap((one) => values.map((more) => new Map([...one, ...more])));
  }
  const names = new Set(combinations.flatMap((one) => [...one.keys()]));
  const excluded = listed(file, entries, "exclude");
  const included = listed(file, entries, "include");
  if (excluded === undefined || included === undefined) {
    return "unknown";
  }
  const kept = combinations.filter(
    (one) => !excluded.some((out) => out.size > 0 && [...out].every(([name, value]) => one.get(name) === value)),
  );
  return withIncluded(kept, included, names).slice(0, MOST_COMBINATIONS);
}

/** An included one is added to every combination that it leaves as it was, else it is one more. */
function withIncluded(
  combinations: readonly Combination[],
  included: readonly Combination[],
  names: ReadonlySet<string>,
): readonly Combination[] {
  const all = combinations.map((one) => new Map(one));
  const more: Combination[] = [];
  for (const one of included) {
    const fits = all.filter((combination) =>
      [...one].every(([name, value]) => !names.has(name) || combination.get(name) === value),
    );
    if (fits.length === 0) {
      more.push(one);
    }
    for (const combination of fits) {
      for (const [name, value] of one) {
        combination.set(name, value);
      }
    }
  }
  return [...all, ...more];
}

function listed(
  file: ActionsDocument,
  entries: ReturnType<ActionsDocument["entries"]>,
  name: string,
): readonly Combination[] | undefined {
  const value = entries.find((entry) => entry.name === name)?.value;
  if (value === undefined || value === null) {
    return [];
  }
  return isSeq(value) ? all(value.items.map((item) => flat(file, "", file.resolve(item)))) : undefined;
}

function valuesOf(file: ActionsDocument, name: string, value: unknown): readonly Combination[] | undefined {
  return isSeq(value) ? all(value.items.map((item) => flat(file, name, file.resolve(item)))) : undefined;
}

/** `config: { name: a }` as `config.name`; `undefined` where an expression makes a part of it. */
function flat(file: ActionsDocument, name: string, value: unknown, depth = 0): Combination | undefined {
  if (isMap(value) && depth < 3) {
    const parts = all(
      file
        .entries(value)
        .map((entry) => flat(file, name === "" ? entry.name : `${name}.${entry.name}`, entry.value, depth + 1)),
    );
    return parts && new Map(parts.flatMap((part) => [...part]));
  }
  const text = file.textOf(value);
  if (text !== undefined && isExpression(text)) {
    return undefined;
  }
  return text === undefined ? new Map() : new Map([[name, text]]);
}

function all<T>(values: readonly (T | undefined)[]): readonly T[] | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === values.length ? known : undefined;
}
