/** What an app declares held against the whole organization: what exists already, known again by its name. */
import { renameIdentities } from "../merge.js";
import type { TrustModel } from "../model.js";
import { identified } from "./identities.js";

/** Two sides under the same identities. */
export interface Recognized {
  readonly before: TrustModel;
  readonly after: TrustModel;
  /** Slugs of accounts that one side declares under an address and the organization has already. */
  readonly existing: readonly string[];
}

/**
 * Puts slugs in the place of addresses where one side is the whole organization and the other is what an app declares.
 * Whether the app manages what is found so is not said by its names.
 */
export function recognizeExisting(before: TrustModel, after: TrustModel): Recognized {
  if (before.scope === after.scope) {
    return { before, after, existing: [] };
  }
  const isBefore = before.scope === "declared";
  const [declared, organization] = isBefore ? [before, after] : [after, before];
  const { slugs, ambiguous } = identified(organization, [declared]);
  const renamed = renameIdentities(declared, slugs);
  const named = { ...renamed, unknowns: [...renamed.unknowns, ...(ambiguous[0] ?? [])] };
  const existing = declared.accounts.flatMap(({ slug }) => slugs.get(slug) ?? []);
  return isBefore ? { before: named, after, existing } : { before, after: named, existing };
}
