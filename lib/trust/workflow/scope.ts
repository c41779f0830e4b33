/** What the expressions of a login mean in one run: the run's ref and event, inputs handed down, variables, the matrix. */
import { interpolate, type Lookup } from "./expressions/evaluate.js";
import type { Value } from "./expressions/parse.js";
import type { WorkflowFile, WorkflowTrigger } from "./model.js";
import type { LoginSite } from "./sites.js";
import type { RunStart } from "./starts.js";

/** What is known beside the files. */
export interface KnownOfRepository {
  /** `owner/name`. */
  readonly repository: string;
  readonly defaultBranch: string;
  /** Configuration variables (`vars`) that somebody told. */
  readonly variables: ReadonlyMap<string, string>;
}

/** The expressions of each part of a site, in one run and one combination of its matrices. */
export interface SiteScopes {
  /** Of each of the site's jobs. */
  readonly jobs: readonly Lookup[];
  /** Of the steps that use its actions. */
  readonly users: readonly Lookup[];
  /** Of the login's own step. */
  readonly step: Lookup;
}

type Named = (name: string) => Value | undefined;

const DEEPEST = 8;

/** @param matrices the combination that each of the site's jobs runs with */
export function scopesOf(
  site: LoginSite,
  start: RunStart,
  known: KnownOfRepository,
  matrices: readonly (ReadonlyMap<string, string> | undefined)[],
): SiteScopes {
  const github = gitHubOf(start, known);
  const jobs: Lookup[] = [];
  let inputs: Named = inputsOfStart(site.frames[0].file, start);
  let env: Named = () => undefined;
  let lookup: Lookup = () => undefined;
  for (const [depth, { file, job }] of site.frames.entries()) {
    const matrix = matrices[depth];
    // variables of a caller do not reach the workflow that it calls
    env = layer([job.env, file.env], () => lookup, undefined);
    lookup = lookupOf({ github, inputs, env, matrix, variables: known.variables });
    jobs.push(lookup);
    const callee = site.frames[depth + 1];
    if (callee !== undefined) {
      const trigger = callee.file.triggers.find(({ event }) => event === "workflow_call");
      inputs = handedDown(job.with, trigger?.inputs, lookup);
    }
  }
  const users: Lookup[] = [];
  const matrix = matrices[site.frames.length - 1];
  for (const { step, action } of site.actions) {
    const outer: Lookup = lookup;
    const around = env;
    let own: Lookup = outer;
    const stepEnv: Named = layer([step.env], () => own, around);
    own = lookupOf({ github, inputs, env: stepEnv, matrix, variables: known.variables });
    users.push(own);
    inputs = handedDown(step.with, action.inputs, own);
    env = stepEnv;
    lookup = lookupOf({ github, inputs, env, matrix, variables: known.variables });
  }
  let step: Lookup = lookup;
  const stepEnv = layer([site.login.step.env], () => step, env);
  step = lookupOf({ github, inputs, env: stepEnv, matrix, variables: known.variables });
  return { jobs, users, step };
}

interface Contexts {
  readonly github: Named;
  readonly inputs: Named;
  readonly env: Named;
  readonly matrix: ReadonlyMap<string, string> | undefined;
  readonly variables: ReadonlyMap<string, string>;
}

function lookupOf({ github, inputs, env, matrix, variables }: Contexts): Lookup {
  return ([context, ...rest]) => {
    const name = rest.join(".");
    switch (context) {
      case "github":
        return github(name);
      case "inputs":
        return inputs(name);
      case "env":
        return env(name);
      case "matrix":
        return matrix === undefined ? undefined : ignoringCase(matrix, name);
      case "vars":
        return ignoringCase(variables, name);
      default:
        return undefined;
    }
  };
}

function layer(maps: readonly ReadonlyMap<string, string>[], lookup: () => Lookup, outer: Named | undefined): Named {
  let depth = 0;
  return (name) => {
    for (const map of maps) {
      const written = ignoringCase(map, name);
      if (written !== undefined) {
        if (depth >= DEEPEST) {
          return undefined;
        }
        depth++;
        try {
          return interpolate(written, lookup());
        } finally {
          depth--;
        }
      }
    }
    // a step before may have set it, by $GITHUB_ENV
    return outer?.(name);
  };
}

function handedDown(
  given: ReadonlyMap<string, string> | undefined,
  declared: ReadonlyMap<string, string | undefined> | undefined,
  lookup: Lookup,
): Named {
  return (name) => {
    const written = given === undefined ? undefined : ignoringCase(given, name);
    if (written !== undefined) {
      return interpolate(written, lookup);
    }
    const [, fallback] = [...(declared ?? [])].find(([one]) => one.toLowerCase() === name) ?? [];
    return fallback === undefined ? "" : interpolate(fallback, lookup);
  };
}

/** Whoever starts a workflow by hand chooses its inputs; other events have none. */
function inputsOfStart({ triggers }: WorkflowFile, { event }: RunStart): Named {
  const dispatch: WorkflowTrigger | undefined = triggers.find((one) => one.event === "workflow_dispatch");
  return event === "workflow_dispatch" && dispatch !== undefined ? () => undefined : () => "";
}

function gitHubOf(start: RunStart, { repository, defaultBranch }: KnownOfRepository): Named {
  const { event, ref } = start;
  const [owner = ""] = repository.split("/");
  const name = /^refs\/(?:heads|tags|pull)\/(.*)$/s.exec(ref)?.[1] ?? ref;
  const values: { readonly [name: string]: Value | undefined } = {
    event_name: event,
    ref,
    ref_name: name,
    ref_type: ref.startsWith("refs/tags/") ? "tag" : "branch",
    repository,
    repository_owner: owner,
    base_ref: start.baseRef ?? "",
    head_ref: start.baseRef === undefined ? "" : undefined,
    server_url: "https://github.com",
    "event.repository.default_branch": defaultBranch,
    "event.repository.full_name": repository,
    "event.repository.name": repository.split("/")[1],
    "event.repository.fork": false,
    ...(event === "push" ? { "event.ref": ref, "event.deleted": false } : {}),
    ...(event === "release" ? { "event.release.tag_name": name, "event.release.draft": false } : {}),
    ...(start.baseRef === undefined
      ? {}
      : {
          "event.pull_request.base.ref": start.baseRef,
          "event.pull_request.head.repo.full_name": repository,
          "event.pull_request.head.repo.fork": false,
        }),
  };
  return (wanted) => values[wanted];
}

/** Names of inputs and variables have no case; expressions are read in lower case. */
function ignoringCase(map: ReadonlyMap<string, string>, name: string): string | undefined {
  const direct = map.get(name) ?? map.get(name.toUpperCase());
  return direct ?? [...map].find(([one]) => one.toLowerCase() === name)?.[1];
}
