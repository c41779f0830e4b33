/** From where a job comes, as trust can say it: refs and events. */
import { PULL_REQUEST_EVENTS } from "../../oidc/github/names.js";
import { conditionHolds } from "../workflow/expressions/evaluate.js";
import { isPlainPattern, sampleOf, stemOf } from "../workflow/filters.js";
import type { WorkflowStep, WorkflowTrigger } from "../workflow/model.js";
import { type KnownOfRepository, scopesOf } from "../workflow/scope.js";
import type { JobFrame } from "../workflow/sites.js";
import { type RunStart, startsOf } from "../workflow/starts.js";
import type { RefDeclaration } from "./model.js";

/** Events that people without write access can start, or that run for the sake of others' code. */
const NOT_TRUSTED = new Set([...PULL_REQUEST_EVENTS, "issue_comment", "workflow_run"]);

export interface Origins {
  readonly from: readonly RefDeclaration[];
  /** Events that start it and that trust must not let in. */
  readonly notTrusted: readonly string[];
  /** What could not be said, or was taken to be so, one sentence each. */
  readonly notes: readonly string[];
}

type Chain = readonly [JobFrame, ...JobFrame[]];

/** @param users the steps that need the key: a run is one of theirs where the condition of one may hold */
export function originsOf(chains: readonly Chain[], users: readonly WorkflowStep[], known: KnownOfRepository): Origins {
  const from: RefDeclaration[] = [];
  const notTrusted = new Set<string>();
  const notes = new Set<string>();
  for (const chain of chains) {
    const runs = (start: RunStart): boolean => users.some((step) => mayReach(chain, step, start, known));
    const conditions = [...chain.map(({ job }) => job.if), ...users.map((step) => step.if)];
    for (const trigger of chain[0].file.triggers) {
      const { event } = trigger;
      if (event === "workflow_call") {
        continue;
      }
      const hints = { defaultBranch: known.defaultBranch, refs: [] };
      const samples = startsOf(trigger, hints).flatMap((group) => group.runs);
      if (NOT_TRUSTED.has(event)) {
        if (samples.some(runs)) {
          notTrusted.add(event);
        }
        continue;
      }
      const { refs, open } = declared(trigger, known.defaultBranch, conditions);
      const kept = refs.filter((ref) => runs({ event, ref: sampleRef(ref) }));
      from.push(...kept);
      if (kept.length > 0 || refs.length === 0) {
        for (const note of open) {
          notes.add(note);
        }
      }
    }
  }
  return { from: merged(from), notTrusted: [...notTrusted], notes: [...notes] };
}

function mayReach(chain: Chain, step: WorkflowStep, start: RunStart, known: KnownOfRepository): boolean {
  const login = { step, by: "key", given: {}, defaultAudiences: [] } as const;
  const scopes = scopesOf({ frames: chain, actions: [], login, path: "" }, start, known, []);
  const conditions = [
    ...chain.map(({ job }, index) => [job.if, scopes.jobs[index]] as const),
    [step.if, scopes.step] as const,
  ];
  return conditions.every(
    ([condition, lookup]) =>
      condition === undefined || lookup === undefined || conditionHolds(condition, lookup) !== false,
  );
}

interface Declared {
  readonly refs: readonly RefDeclaration[];
  readonly open: readonly string[];
}

function declared(
  trigger: WorkflowTrigger,
  defaultBranch: string,
  conditions: readonly (string | undefined)[],
): Declared {
  const { event, branches, branchesIgnore, tags, tagsIgnore } = trigger;
  const main: RefDeclaration = { kind: "branch", name: defaultBranch, events: [event] };
  const named = conditions.flatMap((condition) => (condition === undefined ? [] : refsOfCondition(condition, event)));
  switch (event) {
    case "push": {
      const filters = [branches, tags].some((filter) => filter !== undefined);
      const byBranch = (branches ?? []).flatMap((pattern) => ofPattern("branch", pattern, event));
      const byTag = (tags ?? []).flatMap((pattern) => ofPattern("tag", pattern, event));
      const found = [...byBranch, ...byTag].flatMap(({ ref }) => (ref === undefined ? [] : [ref]));
      const open = [...byBranch, ...byTag].flatMap(({ note }) => (note === undefined ? [] : [note]));
      if (filters) {
        // a pattern that cannot be said may be narrowed by a condition that can
        return found.length === 0 && named.length > 0 ? { refs: named, open: [] } : { refs: found, open };
      }
      const ignored = [...(branchesIgnore ?? []), ...(tagsIgnore ?? [])];
      const what =
        ignored.length === 0 ? "pushes to every branch and of every tag" : `all pushes but to ${ignored.join(", ")}`;
      return named.length > 0
        ? { refs: named, open: [] }
        : {
            refs: [main],
            open: [`${what} start it; trust is declared for ${defaultBranch} alone, and others will be refused`],
          };
    }
    case "release":
      return named.some(({ kind }) => kind.startsWith("tag"))
        ? { refs: named.filter(({ kind }) => kind.startsWith("tag")), open: [] }
        : {
            refs: [{ kind: "tagsStartingWith", name: "v", events: [event] }],
            open: ["releases come from their tags; that these begin with v was taken to be so"],
          };
    case "merge_group":
      return { refs: [{ kind: "branchesUnder", name: "gh-readonly-queue", events: [event] }], open: [] };
    default:
      return { refs: [main], open: [] };
  }
}

function ofPattern(
  kind: "branch" | "tag",
  pattern: string,
  event: string,
): readonly { readonly ref?: RefDeclaration; readonly note?: string }[] {
  if (pattern.startsWith("!")) {
    return [];
  }
  if (isPlainPattern(pattern)) {
    return [{ ref: { kind, name: sampleOf(pattern), events: [event] } }];
  }
  const stem = stemOf(pattern);
  if (kind === "tag" && stem !== "") {
    return [{ ref: { kind: "tagsStartingWith", name: stem, events: [event] } }];
  }
  const folder = /^(.+)\/\*{1,2}$/.exec(pattern)?.[1];
  if (kind === "branch" && folder !== undefined && isPlainPattern(folder)) {
    return [{ ref: { kind: "branchesUnder", name: sampleOf(folder), events: [event] } }];
  }
  return [
    {
      note: `the ${kind === "tag" ? "tags" : "branches"} ${pattern} cannot be said as one name or what names begin with: declare by hand those that may publish`,
    },
  ];
}

/** The refs that a condition compares the run's with. */
function refsOfCondition(condition: string, event: string): readonly RefDeclaration[] {
  const found: RefDeclaration[] = [];
  const add = (full: string, isPrefix: boolean): void => {
    const [, type, name = ""] = /^refs\/(heads|tags)\/(.*)$/s.exec(full) ?? [];
    if (type === "heads" && !isPrefix && name !== "") {
      found.push({ kind: "branch", name, events: [event] });
    } else if (type === "heads" && isPrefix && name.endsWith("/") && name.length > 1) {
      found.push({ kind: "branchesUnder", name: name.slice(0, -1), events: [event] });
    } else if (type === "tags" && name !== "") {
      found.push({ kind: isPrefix ? "tagsStartingWith" : "tag", name, events: [event] });
    }
  };
  const fullOf = (context: string, text: string): string => {
    if (context.toLowerCase() === "ref") {
      return text;
    }
    // a name alone may be of either: versions are those of tags
    return `refs/${/^v?\d|^v$/i.test(text) ? "tags" : "heads"}/${text}`;
  };
  for (const [, context = "", text = ""] of condition.matchAll(/github\.(ref|ref_name)\s*==\s*'([^']+)'/gi)) {
    add(fullOf(context, text), false);
  }
  for (const [, context = "", text = ""] of condition.matchAll(
    /startsWith\(\s*github\.(ref|ref_name)\s*,\s*'([^']+)'/gi,
  )) {
    add(fullOf(context, text), true);
  }
  return found;
}

function sampleRef({ kind, name }: RefDeclaration): string {
  switch (kind) {
    case "branch":
      return `refs/heads/${name}`;
    case "branchesUnder":
      return `refs/heads/${name}/1`;
    case "tag":
      return `refs/tags/${name}`;
    case "tagsStartingWith":
      return `refs/tags/${name}1`;
  }
}

/** One declaration a ref, with all of its events. */
export function merged(refs: readonly RefDeclaration[]): readonly RefDeclaration[] {
  const all = new Map<string, RefDeclaration>();
  for (const ref of refs) {
    const key = `${ref.kind}\n${ref.name}`;
    const events = [...new Set([...(all.get(key)?.events ?? []), ...ref.events])].sort();
    all.set(key, { ...ref, events });
  }
  return [...all.values()];
}
