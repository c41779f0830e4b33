import { LINKS } from "../links.js";
import { quoted, written } from "../private/words.js";
import { settingRule } from "../rule.js";

export const customTemplateMismatch = settingRule({
  id: "custom-template-mismatch",
  severity: "medium",
  weighed: false,
  why: "A subject template replaces the whole subject: one of another form is never met",
  remedy: "write sub as the repository's template makes it, or require the claims themselves instead",
  link: LINKS.gitHubOidc,
  check(setting, trust) {
    const sub = setting.isGitHub ? setting.ownPattern("sub") : undefined;
    const repository = sub === undefined ? undefined : trust.repositoryOf(setting);
    const begins = repository?.sub_claim_prefix;
    if (sub === undefined || sub.text === "" || typeof begins !== "string") {
      return undefined;
    }
    // both begin with the repository: then it is a matter of form
    const alike = begins.startsWith("repo:") === sub.text.startsWith("repo:");
    const meet = sub.text.startsWith(begins) || (sub.prefix && begins.startsWith(sub.text));
    return meet || (alike && begins.startsWith("repo:"))
      ? undefined
      : `sub ${written(sub)} is required, and subjects of ${repository?.full_name} begin with ${quoted(begins)}`;
  },
});
