import type { Migration } from "../../trust/migration.js";
import type { WorkflowProblem } from "../../trust/workflows.js";

/** One thing to do, in its place. */
export interface MigrationStep {
  readonly title: string;
  /** To run as they are; empty where it is no command. */
  readonly commands: readonly string[];
}

/** What `migrate` reports. */
export interface MigrationReport {
  readonly migration: Migration;
  /** `owner/name`. */
  readonly repository: string;
  readonly files: number;
  readonly problems: readonly WorkflowProblem[];
  /** The constructs, as TypeScript; empty where there is nothing to declare. */
  readonly code: string;
  readonly steps: readonly MigrationStep[];
  /** Files that were changed in place. */
  readonly written: readonly string[];
  readonly assumed: readonly string[];
}

export function leftJobs({ migration }: MigrationReport): Migration["jobs"] {
  return migration.jobs.filter(({ outcome }) => outcome === "left");
}

export function changedJobs({ migration }: MigrationReport): Migration["jobs"] {
  return migration.jobs.filter(({ outcome }) => outcome === "changed");
}
