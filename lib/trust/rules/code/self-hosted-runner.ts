import { LINKS } from "../links.js";
import { admissionRule } from "../rule.js";

export const selfHostedRunner = admissionRule({
  id: "self-hosted-runner",
  severity: "low",
  why: "A runner that other jobs use as well may keep their processes, which can take the tokens of the next",
  remedy: 'require runner_environment "github-hosted", or runners that serve one job each',
  link: LINKS.gitHubSecureUse,
  check(setting) {
    if (!setting.isGitHub) {
      return undefined;
    }
    if (setting.literal("runner_environment") === "self-hosted") {
      return "lets in jobs on self-hosted runners";
    }
    const { level, manager } = setting.reach;
    return setting.pattern("runner_environment") === undefined && (manager || level === "Admin")
      ? "lets in jobs on any runner, as an account that administers"
      : undefined;
  },
});
