import { LINKS } from "../links.js";
import { asked, askedOfJob, askedProperties } from "../private/narrowing.js";
import { admissionRule } from "../rule.js";
import { wholeOwners } from "./org-wide-wildcard.js";

export const ownerOnly = admissionRule({
  id: "owner-only",
  severity: "high",
  why: "Any repository of the owner gets in, on any branch: everyone who can write to one of them",
  remedy: "require the repository as well, by id, or the reusable workflow that publishes",
  link: LINKS.gitHubOidc,
  check(setting) {
    return setting.anchor.level !== "organization" ||
      askedOfJob(setting).length === 0 ||
      asked(setting, "job_workflow_ref").length > 0 ||
      askedProperties(setting).length > 0 ||
      wholeOwners(setting).length > 0
      ? undefined
      : "is tied to an owner and to none of its repositories";
  },
});
