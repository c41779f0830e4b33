import { nearest } from "../oidc/index.js";
import { TrustError } from "./errors.js";
import type { Account, TrustModel } from "./model.js";

/** The identities of the accounts there are; `undefined` where the model does not speak for all of them. */
export function existingAccounts(model: TrustModel): ReadonlySet<string> | undefined {
  const unread = model.unknowns.some(({ about, field }) => about === "accounts" && field === undefined);
  return model.scope === "organization" && !unread ? new Set(model.accounts.map(({ slug }) => slug)) : undefined;
}

/**
 * The identity of the account that somebody means: a slug, a name, or the address of the resource that makes it.
 *
 * A slug that nothing in the model mentions stands for itself.
 *
 * @throws TrustError `ambiguous_account` when several accounts bear the name
 */
export function findAccount(model: TrustModel, asked: string): string {
  const identities = mentionedAccounts(model);
  if (identities.has(asked)) {
    return asked;
  }
  const address = asked.startsWith("${") ? asked : `\${${asked}}`;
  const byAddress = model.accounts.find(({ slug, origin }) => slug === address || origin.at === asked);
  if (byAddress !== undefined) {
    return byAddress.slug;
  }
  const byName = model.accounts.filter(({ name }) => name === asked);
  const [only] = byName;
  if (byName.length > 1) {
    throw new TrustError(
      "ambiguous_account",
      `${byName.length} accounts are named ${asked}: ${byName.map(accountLabel).join(", ")}; ask by slug or address`,
    );
  }
  return only?.slug ?? asked;
}

/** Known accounts and those that settings hand out. */
export function mentionedAccounts(model: TrustModel): ReadonlySet<string> {
  const identities = new Set(model.accounts.map(({ slug }) => slug));
  for (const { service_accounts, dynamic_mappings } of model.settings) {
    for (const slug of service_accounts) {
      identities.add(slug);
    }
    for (const { service_account } of dynamic_mappings) {
      identities.add(service_account);
    }
  }
  return identities;
}

/** The account that a misspelt slug or name probably means. */
export function nearestAccount(model: TrustModel, asked: string): string | undefined {
  return nearest(asked, [...mentionedAccounts(model), ...model.accounts.map(({ name }) => name)]);
}

/** An account as people know it: its slug, or its name with the address of the resource that makes it. */
export function accountLabel({ slug, name, origin }: Account): string {
  return slug.startsWith("${") ? `${name} (${origin.at})` : slug;
}
