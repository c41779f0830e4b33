import { compareLevels } from "../../access.js";
import { LINKS } from "../links.js";
import { listed, quoted } from "../private/words.js";
import type { Rule } from "../rule.js";
import { accountsOf } from "../trust-view.js";

export const overPrivilegedAccount: Rule = {
  id: "over-privileged-account",
  severity: "high",
  why: "A job that only publishes needs Write: an administrator can hand out rights, and a Manager can trust anybody in the whole organization",
  remedy: "give the account Write on the repositories it publishes to, and the role Member",
  link: LINKS.cloudsmithPrivileges,
  *check(trust) {
    const handedOut = new Set(
      trust.settings
        .filter(({ setting, admitsNobody }) => setting.enabled && !admitsNobody)
        .flatMap(({ setting }) => accountsOf(setting)),
    );
    for (const account of trust.model.accounts) {
      if (!handedOut.has(account.slug)) {
        continue;
      }
      if (account.role === "Manager") {
        yield {
          origin: account.origin,
          message: `jobs get the account ${quoted(account.name)}, which is a Manager of the organization`,
        };
        continue;
      }
      if (trust.accountReach(account.slug).level !== "Admin") {
        continue;
      }
      const administers = trust.accessOf(account.slug).filter(({ level }) => compareLevels(level, "Admin") === 0);
      if (administers.length > 0) {
        const names = listed(administers.map(({ repository }) => repository));
        yield {
          origin: account.origin,
          message: `jobs get the account ${quoted(account.name)}, which administers ${names}`,
        };
      }
    }
  },
};
