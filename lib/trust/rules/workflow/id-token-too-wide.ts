import { grantsIdToken } from "../../workflow/logins.js";
import { LINKS } from "../links.js";
import type { WorkflowRule } from "./workflow-rule.js";

export const idTokenTooWide: WorkflowRule = {
  id: "id-token-too-wide",
  severity: "high",
  why: "Every job and every action of it could ask for the token, those that only build or test included",
  remedy: "grant id-token: write to the one job that logs in, and nothing that it does not need",
  link: LINKS.gitHubPermissions,
  *check({ workflow }) {
    if (workflow.permissions === "write-all") {
      yield { line: 1, message: "grants every permission to every job (write-all)" };
    } else if (
      grantsIdToken(workflow.permissions) &&
      workflow.jobs.filter((job) => job.permissions === undefined).length > 1
    ) {
      yield { line: 1, message: "grants id-token: write to the whole workflow, which has several jobs" };
    }
    for (const job of workflow.jobs) {
      if (job.permissions === "write-all") {
        yield { line: job.line, message: `grants every permission to the job ${job.id} (write-all)` };
      }
    }
  },
};
