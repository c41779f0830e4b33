import type { KnownOfRepository } from "../workflow/scope.js";
import { changeWorkflows, SLUG_VARIABLES } from "./change.js";
import type { KeyJob, Migration, Pipeline, UsedRepository } from "./model.js";
import { type OtherUse, otherUsesIn } from "./other-uses.js";
import { merged } from "./refs.js";

export interface MigrationInput {
  /** The workflow files. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** Other files that may hold credentials: of composite actions, of package tools, scripts. */
  readonly others: readonly { readonly path: string; readonly text: string }[];
  readonly repository: KnownOfRepository;
  /** @default - the one that the commands name */
  readonly organization?: string;
  /** Slug of an account that there is already. @default - a variable of the repository holds it */
  readonly account?: string;
}

/**
 * Finds the jobs that use a long-lived key of Cloudsmith, and makes what takes its place: the pipelines to declare, the
 * changed workflow files, and what else uses such credentials. A job that cannot be changed safely is left as it is, with
 * the reason.
 */
export function migrateWorkflows(input: MigrationInput): Migration {
  const { jobs, changes, secrets, organization, covered, handedDown, problems } = changeWorkflows(input);
  const otherUses = [
    ...input.files.flatMap(({ path, text }) =>
      otherUsesIn(path, text, { secrets, known: covered.get(path) ?? new Set(), isConfiguration: false }),
    ),
    ...input.others.flatMap(({ path, text }) => otherUsesIn(path, text, { secrets, isConfiguration: true })),
    ...handedDown,
  ];
  return {
    ...(organization === undefined ? {} : { organization }),
    jobs,
    changes,
    pipelines: pipelinesOf(jobs, organization),
    otherUses: withoutJobs(otherUses),
    problems,
    secrets: [...new Set(jobs.flatMap((job) => job.secrets))].sort(),
  };
}

function withoutJobs(uses: readonly OtherUse[]): readonly OtherUse[] {
  return [...new Map(uses.map((use) => [`${use.path}\n${use.line}`, use])).values()];
}

function pipelinesOf(jobs: readonly KeyJob[], organization: string | undefined): readonly Pipeline[] {
  const publishers = jobs.filter((job) => job.publishes);
  const readers = jobs.filter((job) => !job.publishes);
  const variable = publishers.length > 0 ? SLUG_VARIABLES.reader : SLUG_VARIABLES.publisher;
  return [
    ...(publishers.length === 0 ? [] : [pipeline("publisher", SLUG_VARIABLES.publisher, publishers, organization)]),
    ...(readers.length === 0 ? [] : [pipeline("reader", variable, readers, organization)]),
  ];
}

const LEVELS: readonly UsedRepository["privilege"][] = ["Read", "Write", "Admin"];

function pipeline(
  kind: Pipeline["kind"],
  variable: string,
  jobs: readonly KeyJob[],
  organization: string | undefined,
): Pipeline {
  const levels = new Map<string, UsedRepository["privilege"]>();
  const open = new Set<string>();
  for (const { path, job, repositories, from } of jobs) {
    for (const { slug, organization: other, privilege, line } of repositories) {
      if (slug === undefined) {
        open.add(`which repository line ${line} of ${path} uses`);
      } else if (other !== undefined && organization !== undefined && other !== organization) {
        open.add(`line ${line} of ${path} uses ${slug} of another organization, ${other}: declare that beside it`);
      } else if (LEVELS.indexOf(privilege) > LEVELS.indexOf(levels.get(slug) ?? "Read") || !levels.has(slug)) {
        levels.set(slug, privilege);
      }
    }
    if (repositories.length === 0) {
      open.add(`which repositories the job ${job} of ${path} uses: no command in it says so`);
    }
    if (from.length === 0) {
      open.add(`from where the job ${job} of ${path} may come`);
    }
  }
  return {
    kind,
    variable,
    from: merged(jobs.flatMap((job) => job.from)),
    repositories: [...levels].sort(([a], [b]) => (a < b ? -1 : 1)).map(([slug, privilege]) => ({ slug, privilege })),
    jobs,
    open: [...open],
  };
}
