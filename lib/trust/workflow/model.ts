/** A GitHub workflow file, as far as trust looks at it. Source: GitHub's reference on workflow syntax. */

/** Scopes and what is granted of each; the two shorthands stand for all scopes. Absent scopes of a map are `none`. */
export type WorkflowPermissions = "read-all" | "write-all" | ReadonlyMap<string, string>;

export interface WorkflowStep {
  /** Counted from 1. */
  readonly line: number;
  readonly id?: string;
  /** `owner/name@ref`. */
  readonly uses?: string;
  /** The comment behind `uses`, where people note the version of a commit. */
  readonly usesComment?: string;
  readonly with: ReadonlyMap<string, string>;
  readonly run?: string;
  readonly env: ReadonlyMap<string, string>;
  /** The condition, as written. */
  readonly if?: string;
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
  /** What it gives the called workflow. */
  readonly with?: ReadonlyMap<string, string>;
  readonly env: ReadonlyMap<string, string>;
  readonly steps: readonly WorkflowStep[];
  /** The condition, as written. */
  readonly if?: string;
  /** Labels of the runner, or one expression. Absent: not written, or a group. */
  readonly runsOn?: readonly string[];
  /** One map a combination, nested values under dotted names; `"unknown"`: made by an expression, or too many. */
  readonly matrix?: readonly ReadonlyMap<string, string>[] | "unknown";
}

/** One event that starts a workflow. */
export interface WorkflowTrigger {
  readonly event: string;
  /** Counted from 1. */
  readonly line: number;
  /** Patterns of branches, of a pull request's base branches. */
  readonly branches?: readonly string[];
  readonly branchesIgnore?: readonly string[];
  readonly tags?: readonly string[];
  readonly tagsIgnore?: readonly string[];
  /** Defaults of the inputs of `workflow_call` and `workflow_dispatch`; `undefined` for an input without. */
  readonly inputs?: ReadonlyMap<string, string | undefined>;
}

export interface WorkflowFile {
  /** `.github/workflows/publish.yml`. */
  readonly path: string;
  readonly name?: string;
  readonly events: readonly string[];
  readonly triggers: readonly WorkflowTrigger[];
  readonly permissions?: WorkflowPermissions;
  readonly env: ReadonlyMap<string, string>;
  readonly jobs: readonly WorkflowJob[];
  /** The whole text, for what may stand anywhere in it. */
  readonly text: string;
}

/** The file of an action (`action.yml`), as far as trust looks at it. */
export interface ActionFile {
  /** `.github/actions/publish/action.yml`. */
  readonly path: string;
  /** Defaults of its inputs; `undefined` for an input without. */
  readonly inputs: ReadonlyMap<string, string | undefined>;
  /** Steps of a composite action; absent for one in JavaScript or an image. */
  readonly steps?: readonly WorkflowStep[];
}

/** Whether a value is made by an expression, so that it is known only when the workflow runs. */
export function isExpression(value: string): boolean {
  return value.includes("${{");
}
