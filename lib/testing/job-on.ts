import type { AskingJob } from "./matchers.js";

const BRAND = Symbol.for("cloudsmith-trust/JobOnStack");

/** A job that asks a stack's trust to be let in. */
export interface JobOnStack {
  readonly stack: unknown;
  readonly job: AskingJob;
}

/**
 * What `toReach` is asked of: a job, and the stack whose trust it meets.
 *
 * @param stack - a TerraformStack, or the text that `Testing.synth` gives for one
 * @example expect(jobOn(stack, { repository: "acme/app", repositoryId: 74, ownerId: 65, event: "push" })).toReach("prod", "Write")
 */
export function jobOn(stack: unknown, job: AskingJob): JobOnStack {
  return Object.defineProperty({ stack, job }, BRAND, { value: true });
}

export function isJobOnStack(value: unknown): value is JobOnStack {
  return typeof value === "object" && value !== null && BRAND in value;
}
