import { compareLevels } from "../../access.js";
import type { Severity } from "../../finding.js";
import { LINKS } from "../../rules/links.js";
import { quoted } from "../../rules/private/words.js";
import type { Rule } from "../../rules/rule.js";
import type { TrustPolicy } from "../policy.js";

/** About accounts: what people have is not the CI's. */
export function policyPrivilege({ greatest_privilege: greatest }: TrustPolicy, severity: Severity): Rule {
  return {
    id: "policy-privilege",
    severity,
    why: "Whoever gets into a job gets all that its account may do",
    remedy: "grant no more than the organization's policy allows, or have the policy changed",
    link: LINKS.cloudsmithPrivileges,
    *check({ model }) {
      if (greatest === undefined) {
        return;
      }
      const allows = `the policy allows ${greatest} at most`;
      const teams = new Set(model.accounts.flatMap((account) => account.teams.map(({ slug }) => slug)));
      for (const { repository, privilege, service, team, origin } of model.grants) {
        const toAccounts = service !== undefined || (team !== undefined && teams.has(team));
        if (toAccounts && compareLevels(privilege, greatest) > 0) {
          const whom = service === undefined ? `the team ${quoted(team)}, which has accounts,` : "an account";
          yield { origin, message: `gives ${whom} ${privilege} on ${quoted(repository)}; ${allows}` };
        }
      }
      for (const { name, role, origin } of model.accounts) {
        if (role === "Manager") {
          yield {
            origin,
            message: `makes ${quoted(name)} a Manager, who can have any privilege; ${allows}`,
          };
        }
      }
    },
  };
}
