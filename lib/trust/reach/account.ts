import { AccessIndex, unknownAccess } from "../access.js";
import { findAccount, mentionedAccounts, nearestAccount } from "../accounts.js";
import { TrustError } from "../errors.js";
import type { TrustModel, Unknown } from "../model.js";
import type { AccountReach } from "./result.js";
import { MANAGER_REACHES, notLookedAt } from "./scope.js";
import { WaysIn } from "./ways-in.js";

/**
 * What an account can do, through its grants, its teams, defaults and visibility, and how CI jobs become it.
 *
 * @param asked slug, name or resource address
 * @throws TrustError `unknown_account`, `ambiguous_account`
 */
export function reachOfAccount(model: TrustModel, asked: string): AccountReach {
  const account = findAccount(model, asked);
  const isGranted = model.grants.some(({ service }) => service === account);
  const isOpen = model.unknowns.some(({ about, name }) => about === "accounts" && name === undefined);
  if (!isGranted && !isOpen && !mentionedAccounts(model).has(account)) {
    const meant = nearestAccount(model, asked);
    throw new TrustError(
      "unknown_account",
      `this trust speaks of no account ${asked}${meant === undefined ? "" : `; did you mean ${meant}?`}`,
    );
  }
  const waysIn = new WaysIn(model);
  return {
    question: "account",
    account,
    ...powersOf(model, account),
    access: new AccessIndex(model).accessOf(account),
    waysIn: waysIn.of(account),
    undecided: [...undecidedAccess(model, account), ...waysIn.unknowns],
    notLookedAt: notLookedAt(model),
    scope: model.scope,
  };
}

/** What the role of an account gives beside its grants. */
export function powersOf(model: TrustModel, account: string): Pick<AccountReach, "role" | "everything"> {
  const role = model.accounts.find(({ slug }) => slug === account)?.role;
  return {
    ...(role === undefined ? {} : { role }),
    ...(role === "Manager" ? { everything: MANAGER_REACHES } : {}),
  };
}

/** What is not known and may change what an account reaches. Which teams there are does not: its own are its own. */
export function undecidedAccess(model: TrustModel, account: string): readonly Unknown[] {
  return unknownAccess(model, account).filter(({ about }) => about !== "teams");
}
