import { loginsOf } from "../../workflow/logins.js";
import { LINKS } from "../links.js";
import type { WorkflowRule } from "./workflow-rule.js";

export const pullRequestTargetLogin: WorkflowRule = {
  id: "pull-request-target-login",
  severity: "high",
  why: "Anybody's pull request starts such a run with the repository's full rights, and a step that touches its code hands them over",
  remedy: "log in only in workflows that push, release or workflow_dispatch start",
  link: LINKS.gitHubSecureUse,
  *check({ workflow }) {
    if (!workflow.events.includes("pull_request_target")) {
      return;
    }
    for (const job of workflow.jobs) {
      const [login] = loginsOf(job, workflow);
      if (login !== undefined) {
        yield { line: login.step.line, message: `the job ${job.id} logs in to Cloudsmith on pull_request_target` };
      }
    }
  },
};
