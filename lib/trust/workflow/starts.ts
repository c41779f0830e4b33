/** From which refs a workflow can be started, shown by a few of them. */

import { PROPOSAL_EVENTS, PULL_REQUEST_EVENTS } from "../../oidc/github/names.js";
import { isPlainPattern, passesFilter, sampleOf } from "./filters.js";
import type { WorkflowTrigger } from "./model.js";

/** One run. */
export interface RunStart {
  readonly event: string;
  /** Full ref. */
  readonly ref: string;
  /** Of a pull request. */
  readonly baseRef?: string;
}

/** One way to start a workflow, and runs that it may be: enough that one is the right one if any is. */
export interface StartGroup {
  /** `push to main`, `push of a tag v*`. */
  readonly words: string;
  /** Counted from 1. */
  readonly line: number;
  readonly runs: readonly RunStart[];
}

export interface StartHints {
  readonly defaultBranch: string;
  /** Full refs that trust or conditions speak of, e.g. `refs/tags/v1`. */
  readonly refs: readonly string[];
}

/** Others run at the default branch, whatever they are about. Source: GitHub's reference "Events that trigger workflows". */
const AT_ANY_REF = new Set(["workflow_dispatch", "create", "deployment", "deployment_status", "registry_package"]);

export function startsOf(trigger: WorkflowTrigger, hints: StartHints): readonly StartGroup[] {
  const { event, line } = trigger;
  if (event === "push") {
    return pushes(trigger, hints);
  }
  if (PULL_REQUEST_EVENTS.includes(event)) {
    return pullRequests(trigger, hints);
  }
  const main = `refs/heads/${hints.defaultBranch}`;
  const refs = (): readonly string[] => {
    switch (event) {
      case "release":
        return unique([...hints.refs.filter(isTag), "refs/tags/v1"]);
      case "merge_group":
        return (trigger.branches ?? [hints.defaultBranch]).map(
          (pattern) => `refs/heads/gh-readonly-queue/${sampleOf(pattern)}/pr-1-${"0".repeat(40)}`,
        );
      default:
        return AT_ANY_REF.has(event) ? unique([main, ...hints.refs, "refs/heads/feature"]) : [main];
    }
  };
  return [{ words: event, line, runs: refs().map((ref) => ({ event, ref })) }];
}

function pushes(trigger: WorkflowTrigger, { defaultBranch, refs }: StartHints): readonly StartGroup[] {
  const { line, branches, branchesIgnore, tags, tagsIgnore } = trigger;
  const group = (words: string, found: readonly string[]): StartGroup => ({
    words,
    line,
    runs: unique(found).map((ref) => ({ event: "push", ref })),
  });
  const isUnfiltered = [branches, branchesIgnore, tags, tagsIgnore].every((filter) => filter === undefined);
  if (isUnfiltered) {
    const main = `refs/heads/${defaultBranch}`;
    return [group("push", [main, ...refs, "refs/heads/feature", "refs/tags/v1"])];
  }
  return [
    ...filtered("refs/heads/", branches, branchesIgnore, [
      `refs/heads/${defaultBranch}`,
      ...refs,
      "refs/heads/feature",
    ]),
    ...filtered("refs/tags/", tags, tagsIgnore, [...refs, "refs/tags/v1"]),
  ].map(({ words, found }) => group(words, found));
}

interface Filtered {
  readonly words: string;
  readonly found: readonly string[];
}

/** One group a pattern; with `…-ignore` one group of all that is left. */
function filtered(
  kind: "refs/heads/" | "refs/tags/",
  patterns: readonly string[] | undefined,
  ignored: readonly string[] | undefined,
  candidates: readonly string[],
): readonly Filtered[] {
  const what = kind === "refs/heads/" ? "push to" : "push of the tag";
  const names = candidates.filter((ref) => ref.startsWith(kind)).map((ref) => ref.slice(kind.length));
  const full = (found: readonly string[]): readonly string[] => found.map((name) => kind + name);
  if (patterns === undefined) {
    const rest = ignored === undefined ? [] : names.filter((name) => !passesFilter(ignored, name));
    return ignored === undefined ? [] : [{ words: `${what} any but ${ignored.join(", ")}`, found: full(rest) }];
  }
  return patterns
    .filter((pattern) => !pattern.startsWith("!"))
    .map((pattern) => {
      const sample = sampleOf(pattern);
      const found = isPlainPattern(pattern) ? [sample] : [...names, sample];
      const passing = found.filter((name) => passesFilter([pattern], name) && passesFilter(patterns, name));
      return { words: `${what} ${pattern}`, found: full(passing) };
    })
    .filter(({ found }) => found.length > 0);
}

/** Those of the repository itself: to those of forks GitHub gives no token. */
function pullRequests(
  { event, line, branches, branchesIgnore }: WorkflowTrigger,
  { defaultBranch }: StartHints,
): readonly StartGroup[] {
  const ref = PROPOSAL_EVENTS.includes(event) ? "refs/pull/1/merge" : `refs/heads/${defaultBranch}`;
  const samples = (branches ?? []).filter((pattern) => !pattern.startsWith("!")).map(sampleOf);
  const bases = [defaultBranch, ...samples].filter(
    (name) =>
      (branches === undefined || passesFilter(branches, name)) &&
      (branchesIgnore === undefined || !passesFilter(branchesIgnore, name)),
  );
  const [base = defaultBranch] = bases;
  return [{ words: event, line, runs: [{ event, ref, baseRef: base }] }];
}

function isTag(ref: string): boolean {
  return ref.startsWith("refs/tags/");
}

function unique<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}
