import { LINKS } from "../links.js";
import { settingRule } from "../rule.js";

export const disabledStale = settingRule({
  id: "disabled-stale",
  severity: "low",
  weighed: false,
  alsoDisabled: true,
  why: "What is left over is switched on again by mistake, with claims that nobody has looked at since",
  remedy: "remove the setting",
  link: LINKS.cloudsmithOidc,
  check(setting, trust) {
    if (!setting.setting.enabled) {
      // what is not known yet may be on
      return setting.setting.origin.source === "synthesized" ? undefined : "is disabled";
    }
    const repository = trust.repositoryOf(setting);
    if (repository?.archived === true) {
      return `trusts ${repository.full_name}, which is archived`;
    }
    return repository?.exists === false && setting.literal("repository_id") !== undefined
      ? `trusts ${repository.full_name}, which is gone`
      : undefined;
  },
});
