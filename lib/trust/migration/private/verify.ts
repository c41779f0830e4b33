import { grantsIdToken, LOGIN_ACTION, loginsOf, permissionsOf } from "../../workflow/logins.js";
import { KEY_VARIABLE, keyFlagsIn, runsClient, secretIn } from "../places.js";
import type { WorkflowSource } from "./source.js";

/** Reads the changed file again: the same jobs, and those that were changed sign in by OIDC, may, and have no key. */
export function isAsPlanned(source: WorkflowSource, again: WorkflowSource, changed: readonly string[]): boolean {
  if ([...again.jobs.keys()].join("\n") !== [...source.jobs.keys()].join("\n")) {
    return false;
  }
  return changed.every((id) => {
    const job = again.jobs.get(id)?.job;
    if (job === undefined) {
      return false;
    }
    const signsIn = loginsOf(job, again.workflow).some(
      ({ by, account }, _, all) => by === "action" && (account !== undefined || all.length > 0),
    );
    const granted = permissionsOf(job, again.workflow);
    const mayAsk = grantsIdToken(granted) || (granted === undefined && again.workflow.events.includes("workflow_call"));
    const keys = [
      again.workflow.env.get(KEY_VARIABLE),
      job.env.get(KEY_VARIABLE),
      ...job.steps.flatMap((step) => [
        step.env.get(KEY_VARIABLE),
        LOGIN_ACTION.test(step.uses ?? "") ? step.with.get("api-key") : undefined,
      ]),
    ];
    const flags = job.steps.some(
      ({ run = "" }) => runsClient(run) && keyFlagsIn(run).some(({ secret }) => secret !== undefined),
    );
    return signsIn && mayAsk && !flags && keys.every((value) => secretIn(value) === undefined);
  });
}
