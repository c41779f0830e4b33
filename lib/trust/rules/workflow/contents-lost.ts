import { permissionsOf } from "../../workflow/logins.js";
import { LINKS } from "../links.js";
import type { WorkflowRule } from "./workflow-rule.js";

export const contentsLost: WorkflowRule = {
  id: "contents-lost",
  severity: "low",
  why: "Naming any permission sets all others to none, so that checkout of a private repository fails",
  remedy: "add contents: read",
  link: LINKS.gitHubPermissions,
  *check({ workflow }) {
    for (const job of workflow.jobs) {
      const permissions = permissionsOf(job, workflow);
      const checkout = job.steps.find(({ uses }) => uses?.startsWith("actions/checkout@") === true);
      if (checkout !== undefined && typeof permissions === "object" && !permissions.has("contents")) {
        yield { line: checkout.line, message: `the job ${job.id} checks out without contents: read` };
      }
    }
  },
};
