import type { Account, Grant, Setting, TrustModel } from "../../model.js";

/** What one resource makes. */
export interface Element {
  readonly setting?: Setting;
  readonly account?: Account;
  readonly grants: readonly Grant[];
}

/** The elements of a model that resources make, by address. */
export function elementsByAddress({ settings, accounts, grants }: TrustModel): ReadonlyMap<string, Element> {
  const elements = new Map<string, Element>();
  for (const setting of settings) {
    elements.set(setting.origin.at, { setting, grants: [] });
  }
  for (const account of accounts) {
    elements.set(account.origin.at, { account, grants: [] });
  }
  const byAddress = new Map<string, Grant[]>();
  for (const grant of grants) {
    const { at } = grant.origin;
    const known = byAddress.get(at);
    if (known === undefined) {
      byAddress.set(at, [grant]);
    } else {
      known.push(grant);
    }
  }
  for (const [at, found] of byAddress) {
    elements.set(at, { grants: found });
  }
  return elements;
}
