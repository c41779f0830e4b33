import { LINKS } from "../links.js";
import { asked, askedOfJob, askedProperties } from "../private/narrowing.js";
import { admissionRule } from "../rule.js";

export const enterpriseOnly = admissionRule({
  id: "enterprise-only",
  severity: "high",
  why: "Any repository of any organization of the enterprise gets in, on any branch",
  remedy: "require the repository, by repository_id and repository_owner_id",
  link: LINKS.gitHubOidc,
  check(setting) {
    return setting.anchor.level !== "enterprise" ||
      askedOfJob(setting).length === 0 ||
      asked(setting, "job_workflow_ref").length > 0 ||
      askedProperties(setting).length > 0
      ? undefined
      : "is tied to an enterprise and to none of its organizations";
  },
});
