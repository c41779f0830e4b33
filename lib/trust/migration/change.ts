/** Turns the jobs of workflow files that use a long-lived key into jobs that sign in by OIDC. */
import type { YAMLMap } from "yaml";
import { isTrustError } from "../errors.js";
import type { WorkflowProblem } from "../workflow/result.js";
import type { KnownOfRepository } from "../workflow/scope.js";
import type { JobFrame } from "../workflow/sites.js";
import { repositoriesOf } from "./commands.js";
import { applyEdits, type Edit, unifiedDiff } from "./edits.js";
import type { ChangedFile, KeyJob, UsedRepository } from "./model.js";
import type { OtherUse } from "./other-uses.js";
import { KEY_VARIABLE, keySecrets, secretIn } from "./places.js";
import { chainsTo } from "./private/chains.js";
import { Composites } from "./private/composites.js";
import { JobChange } from "./private/job-change.js";
import { grantIdToken } from "./private/permissions.js";
import { repositorySecrets } from "./private/repository-secrets.js";
import { NotSafe, WorkflowSource } from "./private/source.js";
import { isAsPlanned } from "./private/verify.js";
import { originsOf } from "./refs.js";

export interface ChangeInput {
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** Other files, of which composite actions are followed. */
  readonly others: readonly { readonly path: string; readonly text: string }[];
  readonly repository: KnownOfRepository;
  /** @default - the one that the commands name */
  readonly organization?: string;
  /** Slug of an account that there is already. @default - a variable of the repository */
  readonly account?: string;
}

export interface Changes {
  readonly jobs: readonly KeyJob[];
  readonly changes: readonly ChangedFile[];
  readonly secrets: ReadonlySet<string>;
  /** Where composite actions read a key that is handed to them. */
  readonly handedDown: readonly OtherUse[];
  readonly organization?: string;
  /** Files that could not be read. */
  readonly problems: readonly WorkflowProblem[];
  /** Lines of the files that need no word of their own, since their job's change covers them. */
  readonly covered: ReadonlyMap<string, ReadonlySet<number>>;
}

/** The variables that hold the slugs of accounts. */
export const SLUG_VARIABLES = { publisher: "CLOUDSMITH_SERVICE_SLUG", reader: "CLOUDSMITH_READER_SLUG" } as const;

interface Planned {
  readonly source: WorkflowSource;
  readonly change: JobChange;
  job: Omit<KeyJob, "outcome">;
  readonly chains: readonly (readonly [JobFrame, ...JobFrame[]])[];
  edits: ReadonlyMap<string, readonly Edit[]> | undefined;
  refusal: NotSafe | undefined;
}

export function changeWorkflows(input: ChangeInput): Changes {
  const problems: WorkflowProblem[] = [];
  const sources = new Map(input.files.flatMap(({ path, text }) => trySource(text, path, problems)));
  const workflows = [...sources.values()].map(({ workflow }) => workflow);
  const composites = new Composites(input.others);
  const secrets = keySecrets(workflows, composites);
  const planned = [...sources.values()].flatMap((source) =>
    [...source.jobs.values()].flatMap((job) => plan(new JobChange(source, job, secrets, composites), sources, input)),
  );
  const organizations = new Set(
    planned.flatMap(({ job }) => job.repositories.flatMap((one) => one.organization ?? [])),
  );
  const organization = input.organization ?? (organizations.size === 1 ? [...organizations][0] : undefined);
  const hasBoth = new Set(planned.map(({ job }) => job.publishes)).size > 1;
  for (const each of planned) {
    const variable = hasBoth && !each.job.publishes ? SLUG_VARIABLES.reader : SLUG_VARIABLES.publisher;
    tryEdits(each, sources, { organization, account: input.account ?? `\${{ vars.${variable} }}` });
  }
  holdTogether(planned, sources);
  const changes = changedFiles(planned, sources);
  return {
    jobs: planned.map(({ job, refusal }) =>
      refusal === undefined
        ? { ...job, outcome: "changed" }
        : { ...job, outcome: "left", reason: refusal.reason, at: refusal.line },
    ),
    changes,
    secrets,
    handedDown: composites.uses(workflows, (value) => {
      const name = secretIn(value);
      return name !== undefined && secrets.has(name.toLowerCase()) ? name : undefined;
    }),
    problems,
    ...(organization === undefined ? {} : { organization }),
    covered: new Map(
      [...sources.keys()].map((path) => [
        path,
        new Set(
          planned
            .filter(({ source }) => source.path === path)
            .flatMap(({ change, refusal }) => [...change.lines, ...(refusal === undefined ? change.requestLines : [])]),
        ),
      ]),
    ),
  };
}

function trySource(
  text: string,
  path: string,
  problems: WorkflowProblem[] = [],
): readonly (readonly [string, WorkflowSource])[] {
  try {
    return [[path, new WorkflowSource(text, path)]];
  } catch (error) {
    if (!isTrustError(error)) {
      throw error;
    }
    problems.push({ path, line: error.problems[0]?.line ?? 1, message: error.message });
    return [];
  }
}

function plan(change: JobChange, sources: ReadonlyMap<string, WorkflowSource>, input: ChangeInput): readonly Planned[] {
  if (!change.usesKey) {
    return [];
  }
  const { source, job } = change;
  const chains = chainsTo({ file: source.workflow, job: job.job }, sources);
  const { from, notTrusted, notes } = originsOf(chains, change.users, input.repository);
  const repositories = repositoriesOf(source.workflow, job.job, source.path);
  const { environment } = job.job;
  const reason =
    notTrusted.length > 0
      ? `${notTrusted.join(" and ")} starts it, which trust must not let in: give the steps that publish a condition, or a job of their own`
      : chains.length === 0
        ? "nothing in this repository starts it: who calls it has to grant id-token: write"
        : undefined;
  return [
    {
      source,
      change,
      chains,
      edits: undefined,
      refusal: reason === undefined ? undefined : new NotSafe(reason, job.job.line),
      job: {
        path: source.path,
        job: job.job.id,
        line: job.job.line,
        notes: [...notes, ...change.notes, ...handedDown(chains, change.secretNames)],
        secrets: repositorySecrets(change.secretNames, chains, sources),
        publishes: publishes(repositories),
        from,
        repositories,
        ...(environment === undefined || environment.includes("${{") ? {} : { environment }),
      },
    },
  ];
}

/** A called workflow is given its secrets by its callers. */
function handedDown(chains: Planned["chains"], secrets: readonly string[]): readonly string[] {
  const callers = new Set(chains.flatMap((chain) => chain.slice(0, -1).map(({ file }) => file.path)));
  return callers.size === 0
    ? []
    : [
        `once the key is gone, take ${secrets.join(" and ")} out of the workflow's secrets and of ${[...callers].join(", ")}`,
      ];
}

/** Whoever does not plainly read is taken to publish. */
function publishes(repositories: readonly UsedRepository[]): boolean {
  return repositories.length === 0 || repositories.some(({ privilege }) => privilege !== "Read");
}

function tryEdits(
  each: Planned,
  sources: ReadonlyMap<string, WorkflowSource>,
  login: { readonly organization: string | undefined; readonly account: string },
): void {
  if (each.refusal !== undefined) {
    return;
  }
  try {
    const { organization, account } = login;
    if (organization === undefined) {
      throw new NotSafe("no command names the organization: say it with --organization SLUG", each.job.line);
    }
    const edits = new Map<string, readonly Edit[]>([
      [
        each.source.path,
        [...each.change.edits({ organization, account }), ...grantIdToken(each.source, each.change.job)],
      ],
    ]);
    for (const { file, job } of each.chains.flatMap((chain) => chain.slice(0, -1))) {
      const source = sources.get(file.path);
      const caller = source?.jobs.get(job.id);
      if (source !== undefined && caller !== undefined) {
        source.checkNoAliases(caller.map);
        edits.set(file.path, [...(edits.get(file.path) ?? []), ...grantIdToken(source, caller)]);
      }
    }
    each.edits = edits;
  } catch (error) {
    if (!(error instanceof NotSafe)) {
      throw error;
    }
    each.refusal = error;
  }
}

/** A key in the variables of a whole workflow is taken out when no job is left that needs it; until then all are left. */
function holdTogether(planned: readonly Planned[], sources: ReadonlyMap<string, WorkflowSource>): void {
  for (const source of sources.values()) {
    const sharing = planned.filter((each) => each.source === source && each.change.usesWorkflowVariable);
    const left = sharing.find(({ refusal }) => refusal !== undefined);
    if (left !== undefined) {
      for (const each of sharing.filter(({ refusal }) => refusal === undefined)) {
        const reason = `the key stands in the env of the whole workflow, and the job ${left.job.job} needs it there`;
        refuse(each, new NotSafe(reason, left.job.line));
      }
      continue;
    }
    const [first] = sharing;
    if (first?.edits === undefined) {
      continue;
    }
    try {
      const removed = source.removeEntry(source.document.root as YAMLMap, "env", new Set([KEY_VARIABLE]));
      first.edits = new Map([...first.edits, [source.path, [...(first.edits.get(source.path) ?? []), ...removed]]]);
      const others = [...source.jobs.keys()].filter((id) => sharing.every(({ job }) => job.job !== id));
      if (others.length > 0) {
        const note = `the other jobs of the workflow (${others.join(", ")}) no longer see ${KEY_VARIABLE}, which no step of theirs names`;
        first.job = { ...first.job, notes: [...first.job.notes, note] };
      }
    } catch (error) {
      if (!(error instanceof NotSafe)) {
        throw error;
      }
      for (const each of sharing) {
        refuse(each, error);
      }
    }
  }
}

function refuse(each: Planned, why: NotSafe): void {
  each.refusal = why;
  each.edits = undefined;
}

function changedFiles(
  planned: readonly Planned[],
  sources: ReadonlyMap<string, WorkflowSource>,
): readonly ChangedFile[] {
  for (;;) {
    const changes = [...sources.values()].map((source) => {
      const edits = planned.flatMap(({ edits: own }) => own?.get(source.path) ?? []);
      return { source, after: edits.length === 0 ? source.text : applied(source.text, edits) };
    });
    const wrong = changes.find(({ source, after }) => after === undefined || !isRight(source, after, planned));
    if (wrong === undefined) {
      return changes.flatMap(({ source: { path, text: before }, after = before }) =>
        after === before ? [] : [{ path, before, after, diff: unifiedDiff(path, before, after) }],
      );
    }
    const touching = planned.filter(({ edits }) => edits?.has(wrong.source.path) === true);
    if (touching.length === 0) {
      return [];
    }
    for (const each of touching) {
      refuse(each, new NotSafe("its change did not come out as planned: change it by hand", each.job.line));
    }
  }
}

function applied(text: string, edits: readonly Edit[]): string | undefined {
  try {
    return applyEdits(text, edits);
  } catch {
    return undefined;
  }
}

function isRight(source: WorkflowSource, after: string, planned: readonly Planned[]): boolean {
  const again = trySource(after, source.path)[0]?.[1];
  const changed = planned.filter((each) => each.source === source && each.refusal === undefined);
  return (
    again !== undefined &&
    isAsPlanned(
      source,
      again,
      changed.map(({ job }) => job.job),
    )
  );
}
