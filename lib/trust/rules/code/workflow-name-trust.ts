import { LINKS } from "../links.js";
import { asked, isTiedToCode } from "../private/narrowing.js";
import { admissionRule } from "../rule.js";

export const workflowNameTrust = admissionRule({
  id: "workflow-name-trust",
  severity: "high",
  why: "workflow is a display name: any workflow file, on any branch, may bear it",
  remedy: "require workflow_ref (file and ref), or a ref with its event, or an environment with reviewers",
  link: LINKS.gitHubOidc,
  check(setting) {
    return setting.isGitHub &&
      setting.anchor.level !== "none" &&
      asked(setting, "workflow").length > 0 &&
      !isTiedToCode(setting)
      ? "is narrowed by the workflow's display name alone"
      : undefined;
  },
});
