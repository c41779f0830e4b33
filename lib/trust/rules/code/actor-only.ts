import { LINKS } from "../links.js";
import { asked, isTiedToCode } from "../private/narrowing.js";
import { admissionRule } from "../rule.js";

export const actorOnly = admissionRule({
  id: "actor-only",
  severity: "high",
  why: "Any workflow that the person starts gets in, on any branch, and a login can be renamed and taken by somebody else",
  remedy: "require a ref with its event, or an environment with reviewers; name people by actor_id",
  link: LINKS.gitHubOidc,
  check(setting) {
    if (!setting.isGitHub || setting.anchor.level === "none" || asked(setting, "actor", "actor_id").length === 0) {
      return undefined;
    }
    if (!isTiedToCode(setting) && asked(setting, "workflow").length === 0) {
      return "is narrowed by who started the run alone";
    }
    return asked(setting, "actor_id").length === 0
      ? { message: "names a person by login, without actor_id", severity: "low" }
      : undefined;
  },
});
