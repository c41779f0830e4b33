import { LINKS } from "../links.js";
import { quoted } from "../private/words.js";
import type { Rule } from "../rule.js";
import { accountsOf } from "../trust-view.js";

export const standingKeyRemains: Rule = {
  id: "standing-key-remains",
  severity: "medium",
  why: "A key that is kept somewhere lets in whoever finds it, at any time, past every claim",
  remedy: "do not store the key (store_api_key = false), and rotate it once so that nobody knows it",
  link: LINKS.cloudsmithServices,
  *check(trust) {
    const handedOut = new Set(trust.settings.flatMap(({ setting }) => accountsOf(setting)));
    for (const account of trust.model.accounts) {
      if (account.key_stored === true && handedOut.has(account.slug)) {
        yield {
          origin: account.origin,
          message: `the key of ${quoted(account.name)} is kept, and jobs get in by OIDC`,
        };
      } else if (account.key_stored === undefined && handedOut.has(account.slug)) {
        yield { notLooked: "whether the keys of accounts are kept anywhere is not known" };
      }
    }
  },
};
