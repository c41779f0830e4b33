import type { WorkflowPermissions } from "../../workflow/model.js";
import { LINKS } from "../links.js";
import type { WorkflowRule } from "./workflow-rule.js";

export const idTokenRead: WorkflowRule = {
  id: "id-token-read",
  severity: "medium",
  why: "id-token knows write and none only: read is not valid, and gives no token",
  remedy: "write id-token: write in the job that logs in, or leave it out",
  link: LINKS.gitHubPermissions,
  *check({ workflow }) {
    if (reads(workflow.permissions)) {
      yield { line: 1, message: "the workflow has id-token: read" };
    }
    for (const job of workflow.jobs) {
      if (reads(job.permissions)) {
        yield { line: job.line, message: `the job ${job.id} has id-token: read` };
      }
    }
  },
};

function reads(permissions: WorkflowPermissions | undefined): boolean {
  return typeof permissions === "object" && permissions.get("id-token") === "read";
}
