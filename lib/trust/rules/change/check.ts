import type { TrustCheck } from "../check.js";
import { collect } from "../private/collect.js";
import type { ChangeRule, TrustChange } from "./change.js";
import { emptyAccountsDoNotRevoke } from "./empty-accounts-do-not-revoke.js";
import { selfLockout } from "./self-lockout.js";

/** Every rule on changes. */
export const CHANGE_RULES: readonly ChangeRule[] = [selfLockout, emptyAccountsDoNotRevoke];

/** Applies every rule on changes. What there is after a change is checked by `checkTrust`. */
export function checkChange(change: TrustChange, rules: readonly ChangeRule[] = CHANGE_RULES): TrustCheck {
  return collect(rules, (rule) => rule.check(change));
}
