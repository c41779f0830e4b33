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
    const { protected_branches: branches, scope } = trust.repositoryOf(setting) ?? {};
    const branch = ref.slice(HEADS.length);
    if (branches !== undefined && isProtected(branch, branches)) {
      return undefined;
    }
    return branches === undefined || scope === "declared"
      ? { notLooked: "which branches of GitHub repositories are protected is not known" }
      : `the branch ${branch} is not protected`;
  },
});
