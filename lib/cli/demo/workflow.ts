/** The part of a workflow file that a runner would run: the `run:` lines of its only job, and the job's `env:`. */
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { failure } from "../errors.js";

export interface RunStep {
  readonly name: string;
  readonly run: string;
}

export interface WorkflowJob {
  /** With `${{ … }}` still in it. */
  readonly env: { readonly [variable: string]: string };
  readonly steps: readonly RunStep[];
}

interface WorkflowFile {
  readonly jobs: {
    readonly [id: string]: {
      readonly env?: { readonly [variable: string]: unknown };
      readonly steps: readonly { readonly name?: string; readonly run?: string }[];
    };
  };
}

export function readWorkflow(file: string): WorkflowJob {
  const { jobs } = parse(readFileSync(file, "utf8")) as WorkflowFile;
  const [job] = Object.values(jobs);
  if (job === undefined) {
    throw failure(`${file} has no job`);
  }
  return {
    env: Object.fromEntries(Object.entries(job.env ?? {}).map(([name, value]) => [name, String(value)])),
    steps: job.steps.flatMap(({ name = "", run }) => (run === undefined ? [] : [{ name, run }])),
  };
}

/** Fills in `${{ vars.NAME }}`, the only expression that rendered workflows use in `env:`. */
export function withVariables(
  env: { readonly [variable: string]: string },
  variables: { readonly [name: string]: string },
): { [variable: string]: string } {
  const filled = Object.entries(env).map(([name, value]) => [
    name,
    value.replace(/\$\{\{\s*vars\.([A-Za-z0-9_]+)\s*\}\}/g, (_, variable: string) => variables[variable] ?? ""),
  ]);
  return Object.fromEntries(filled);
}
