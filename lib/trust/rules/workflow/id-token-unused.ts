import { grantsIdToken, loginsOf } from "../../workflow/logins.js";
import type { WorkflowStep } from "../../workflow/model.js";
import { LINKS } from "../links.js";
import type { WorkflowRule } from "./workflow-rule.js";

export const idTokenUnused: WorkflowRule = {
  id: "id-token-unused",
  severity: "low",
  why: "A permission that nothing uses is there for whatever comes into the job by mistake",
  remedy: "leave id-token out of the job's permissions",
  link: LINKS.gitHubPermissions,
  *check({ workflow }) {
    for (const job of workflow.jobs) {
      if (
        grantsIdToken(job.permissions) &&
        job.uses === undefined &&
        job.steps.every(usesNoToken) &&
        loginsOf(job, workflow).length === 0
      ) {
        yield { line: job.line, message: `nothing in the job ${job.id} asks for the token that it may have` };
      }
    }
  },
};

/** Actions of GitHub's own that never ask for an identity token; of others nothing is assumed. */
const NO_TOKEN = /^actions\/(?:checkout|setup-[a-z]+|cache|upload-artifact|download-artifact|github-script)@/;
/** Commands that may ask for it, by name or through a tool of theirs. */
const MAY_ASK = /ID_TOKEN|id-token|idToken|openid|oidc|cloudsmith|publish|sign|attest|login|token/i;

function usesNoToken({ uses, run }: WorkflowStep): boolean {
  return (uses === undefined || NO_TOKEN.test(uses)) && (run === undefined || !MAY_ASK.test(run));
}
