import { LINKS } from "../links.js";
import { asked, isTiedToCode } from "../private/narrowing.js";
import { admissionRule } from "../rule.js";

export const repoWide = admissionRule({
  id: "repo-wide",
  severity: "high",
  why: "Everyone who can push a branch gets in, without review, and so do runs of pull requests within the repository",
  remedy: "require a ref with its event, or an environment with reviewers",
  link: LINKS.gitHubOidcConcepts,
  check(setting) {
    return !setting.isGitHub ||
      setting.anchor.level !== "project" ||
      isTiedToCode(setting) ||
      asked(setting, "workflow", "actor", "actor_id").length > 0
      ? undefined
      : "lets in any branch, event and workflow of the repository";
  },
});
