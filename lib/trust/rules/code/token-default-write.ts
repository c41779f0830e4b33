import { LINKS } from "../links.js";
import type { Rule } from "../rule.js";

export const tokenDefaultWrite: Rule = {
  id: "token-default-write",
  severity: "medium",
  why: "Jobs that name no permissions get a GITHUB_TOKEN that can write to the repository, its branches and tags included",
  remedy: "set the repository's default workflow permissions to read",
  link: LINKS.gitHubPermissions,
  *check(trust) {
    for (const [repository, setting] of trust.trustedRepositories()) {
      if (repository.default_workflow_permissions === "write") {
        yield {
          origin: setting.setting.origin,
          message: `jobs of ${repository.full_name} can write by default`,
          weighedBy: setting,
        };
      } else if (repository.default_workflow_permissions === undefined) {
        yield { notLooked: "the default workflow permissions of GitHub repositories are not known" };
      }
    }
  },
};
