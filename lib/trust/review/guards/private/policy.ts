import { compareLevels } from "../../../access.js";
import type { TrustPolicy, WrittenPolicy } from "../../../policy/policy.js";
import { listed } from "../../../rules/private/words.js";

/** In what the second policy asks for less than the first; empty where it asks for as much, or for more. */
export function isLooser(before: WrittenPolicy, after: WrittenPolicy): readonly string[] {
  const spared = textsOf(after.not_over).filter((address) => !textsOf(before.not_over).includes(address));
  return [
    ...(spared.length === 0 ? [] : [`it is not about ${listed(spared)}`]),
    ...(before.mode === "enforce" && after.mode !== "enforce" ? ["it is no longer enforced"] : []),
    ...moreAllowed("issuers", before.allowed_issuers, after.allowed_issuers),
    ...moreAllowed("owners", before.allowed_owners, after.allowed_owners),
    ...lessForbidden(before.forbidden_claims, after.forbidden_claims),
    ...higher(before.greatest_privilege, after.greatest_privilege),
    ...(before.must_pin_ids === true && after.must_pin_ids !== true ? ["names will do where ids had to be"] : []),
  ];
}

function moreAllowed(what: string, before: unknown, after: unknown): readonly string[] {
  if (!Array.isArray(before)) {
    return [];
  }
  if (!Array.isArray(after)) {
    return [`any ${what} are allowed`];
  }
  const more = after.filter((each) => !before.includes(each)).map(String);
  return more.length === 0 ? [] : [`the ${what} ${listed(more)} are allowed`];
}

function lessForbidden(before: unknown, after: unknown): readonly string[] {
  const kept: readonly unknown[] = Array.isArray(after) ? after : [];
  const gone = (Array.isArray(before) ? before : []).filter((each) => !kept.includes(each)).map(String);
  return gone.length === 0 ? [] : [`trust may rest on ${listed(gone)}`];
}

function higher(
  before: TrustPolicy["greatest_privilege"],
  after: TrustPolicy["greatest_privilege"],
): readonly string[] {
  if (before === undefined) {
    return [];
  }
  if (after === undefined) {
    return ["any privilege is allowed"];
  }
  return compareLevels(after, before) > 0 ? [`${after} is allowed, before ${before} at most`] : [];
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === "string") : [];
}
