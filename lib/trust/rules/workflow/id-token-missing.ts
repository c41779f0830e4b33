import { grantsIdToken, loginsOf, permissionsOf } from "../../workflow/logins.js";
import { LINKS } from "../links.js";
import type { WorkflowRule } from "./workflow-rule.js";

export const idTokenMissing: WorkflowRule = {
  id: "id-token-missing",
  severity: "medium",
  why: "Without the permission GitHub gives the job no token, and the login fails",
  remedy: "give the job permissions with id-token: write, and contents: read for checkout",
  link: LINKS.gitHubPermissions,
  *check({ workflow }) {
    for (const job of workflow.jobs) {
      const permissions = permissionsOf(job, workflow);
      // a called workflow that names no permissions has those of its caller
      const callersMatter = permissions === undefined && workflow.events.includes("workflow_call");
      const login = loginsOf(job, workflow).find(({ by }) => by !== "key");
      if (login !== undefined && !grantsIdToken(permissions) && !callersMatter) {
        yield { line: login.step.line, message: `the job ${job.id} logs in by OIDC and lacks id-token: write` };
      }
    }
  },
};
