import { grantsIdToken, loginsOf, permissionsOf } from "../../workflow/logins.js";
import type { WorkflowStep } from "../../workflow/model.js";
import { LINKS } from "../links.js";
import type { WorkflowRule } from "./workflow-rule.js";

export const unpinnedLoginAction: WorkflowRule = {
  id: "unpinned-login-action",
  severity: "medium",
  why: "A tag or branch of an action can be moved, and what it then holds runs where the token is",
  remedy: "pin each action of the job to the full hash of a commit, with the version in a comment",
  link: LINKS.gitHubSecureUse,
  *check({ workflow }) {
    for (const job of workflow.jobs) {
      const canHaveToken = grantsIdToken(permissionsOf(job, workflow));
      if (!canHaveToken && loginsOf(job, workflow).length === 0) {
        continue;
      }
      const what = canHaveToken ? "can have the token" : "signs in to Cloudsmith";
      for (const step of job.steps.filter(isUnpinned)) {
        yield {
          line: step.line,
          message: `the job ${job.id} ${what} and uses ${step.uses}, which is not pinned`,
        };
      }
    }
  },
};

/** Actions of the same repository come with the commit; images are pinned by digest. */
function isUnpinned({ uses }: WorkflowStep): boolean {
  if (uses === undefined || uses.startsWith("./")) {
    return false;
  }
  return uses.startsWith("docker://") ? !uses.includes("@sha256:") : !/@[0-9a-f]{40}$/.test(uses);
}
