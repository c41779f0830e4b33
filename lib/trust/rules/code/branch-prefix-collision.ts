import { LINKS } from "../links.js";
import { written } from "../private/words.js";
import { admissionRule } from "../rule.js";

export const branchPrefixCollision = admissionRule({
  id: "branch-prefix-collision",
  severity: "medium",
  why: "A wildcard right after a branch's name also fits longer names, which everyone who can push may create: release.* fits release-hack",
  remedy: "write the branch in full, or end what stands before the wildcard in a slash: refs/heads/release/.*",
  link: LINKS.cloudsmithOidc,
  check(setting) {
    const ref = setting.isGitHub ? setting.pattern("ref") : undefined;
    return ref?.prefix === true && /^refs\/heads\/.*[^/]$/.test(ref.text)
      ? `ref ${written(ref)} fits every branch whose name only begins so`
      : undefined;
  },
});
