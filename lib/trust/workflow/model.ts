/** A GitHub workflow file, as far as trust looks at it. Source: GitHub's reference on workflow syntax. */

/** Scopes and what is granted of each; the two shorthands stand for all scopes. Absent scopes of a map are `none`. */
export type WorkflowPermissions = "read-all" | "write-all" | ReadonlyMap<string, string>;

export interface WorkflowStep {
  /** Counted from 1. */
  readonly line: number;
  /** `owner/name@ref`. */
  readonly uses?: string;
  /** The comment behind `uses`, where people note the version of a commit. */
  readonly usesComment?: string;
  readonly with: ReadonlyMap<string, string>;
  readonly run?: string;
  readonly env: ReadonlyMap<string, string>;
}

export interface WorkflowJob {
  readonly id: string;
  /** Counted from 1. */
  readonly line: number;
  readonly permissions?: WorkflowPermissions;
  /** As written: a name, or an expression. */
  readonly environment?: string;
  /** The reusable workflow that the job calls. */
  readonly uses?: string;
  readonly env: ReadonlyMap<string, string>;
  readonly steps: readonly WorkflowStep[];
}

export interface WorkflowFile {
  /** `.github/workflows/publish.yml`. */
  readonly path: string;
  readonly events: readonly string[];
  readonly permissions?: WorkflowPermissions;
  readonly env: ReadonlyMap<string, string>;
  readonly jobs: readonly WorkflowJob[];
  /** The whole text, for what may stand anywhere in it. */
  readonly text: string;
}

/** Whether a value is made by an expression, so that it is known only when the workflow runs. */
export function isExpression(value: string): boolean {
  return value.includes("${{");
}
