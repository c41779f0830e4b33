import { LINKS } from "../links.js";
import { isFree } from "../private/narrowing.js";
import { settingRule } from "../rule.js";

export const volatileClaim = settingRule({
  id: "volatile-claim",
  severity: "medium",
  weighed: false,
  why: "The value changes with every run or commit, so the setting fits one of them at most",
  remedy: "require what stays: the repository, the ref, the environment, the workflow file",
  link: LINKS.gitHubOidc,
  check(setting) {
    for (const [name, { pattern }] of setting.requirements) {
      if (pattern !== undefined && !isFree(pattern) && setting.issuer?.claim(name)?.stability === "volatile") {
        return `${name} is another with every run`;
      }
    }
    return undefined;
  },
});
