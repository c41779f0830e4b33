import type { JobFrame } from "../../workflow/sites.js";
import type { WorkflowSource } from "./source.js";

/** Every way to a job from a workflow that something starts. */
export function chainsTo(
  frame: JobFrame,
  sources: ReadonlyMap<string, WorkflowSource>,
  below: readonly JobFrame[] = [],
): readonly (readonly [JobFrame, ...JobFrame[]])[] {
  const chain = [frame, ...below] as const;
  const own = frame.file.triggers.some(({ event }) => event !== "workflow_call") ? [chain] : [];
  if (!frame.file.events.includes("workflow_call") || below.length >= 9) {
    return own;
  }
  const callers = [...sources.values()].flatMap(({ workflow }) =>
    workflow.jobs
      .filter(({ uses }) => uses?.replace(/^\.\//, "") === frame.file.path && uses.startsWith("./"))
      .map((job) => ({ file: workflow, job })),
  );
  return [
    ...own,
    ...callers
      .filter(({ file }) => chain.every((one) => one.file !== file))
      .flatMap((caller) => chainsTo(caller, sources, chain))
      .slice(0, 100),
  ];
}
