import { LINKS } from "../links.js";
import { isProtected } from "../private/ref-patterns.js";
import { admissionRule } from "../rule.js";

const HEADS = "refs/heads/";

export const branchUnprotected = admissionRule({
  id: "branch-unprotected",
  severity: "medium",
  why: "Everyone who can push to the branch gets in without review",
  remedy: "protect the branch by a ruleset that requires a pull request",
  link: LINKS.gitHubRulesets,
  check(setting, trust) {
    const ref = setting.isGitHub ? setting.literal("ref") : undefined;
    if (ref?.startsWith(HEADS) !== true || setting.pattern("environment") !== undefined) {
      return undefined;
    }
    const branches = trust.repositoryOf(setting)?.protected_branches;
    if (branches === undefined) {
      return { notLooked: "which branches of GitHub repositories are protected is not known" };
    }
    const branch = ref.slice(HEADS.length);
    return isProtected(branch, branches) ? undefined : `the branch ${branch} is not protected`;
  },
});
