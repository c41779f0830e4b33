import { LINKS } from "../links.js";
import type { Rule } from "../rule.js";

export const forkPrGetsWriteTokens: Rule = {
  id: "fork-pr-gets-write-tokens",
  severity: "high",
  why: "Pull requests of forks, whose authors need no right to write, then run with the repository's full rights, identity tokens included",
  remedy: "switch off sending write tokens to workflows from fork pull requests",
  link: LINKS.gitHubPermissions,
  *check(trust) {
    for (const [repository, setting] of trust.trustedRepositories()) {
      if (repository.fork_pr_write_tokens === true) {
        yield {
          origin: setting.setting.origin,
          message: `${repository.full_name} hands write tokens to the pull requests of forks`,
          weighedBy: setting,
        };
      } else if (repository.fork_pr_write_tokens === undefined && repository.visibility !== "public") {
        yield { notLooked: "whether GitHub repositories hand write tokens to forks is not known" };
      }
    }
  },
};
