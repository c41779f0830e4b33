import { scalarText, scalarTexts, WILDCARD } from "./private/values.js";
import type { ClaimValue } from "./settings.js";

/**
 * Whether a token's claim meets what a setting requires of it.
 *
 * A required value is compared literally and case-sensitively; where it ends in `.*`, what stands before is a literal
 * prefix and the rest may be anything, or nothing. Numbers and booleans count as their JSON text on both sides; an
 * array meets it if one element does; null counts as absent; objects never match. A requirement that is itself null,
 * an array or an object is never met.
 *
 * @param actual the claim's value; `undefined` when the token lacks it
 * @example matchClaim("refs/heads/release/.*", "refs/heads/release/2") // true
 */
export function matchClaim(required: ClaimValue, actual: ClaimValue | undefined): boolean {
  const wanted = scalarText(required);
  if (wanted === undefined || actual === undefined) {
    return false;
  }
  if (typeof actual === "string") {
    return matchText(wanted, actual);
  }
  return scalarTexts(actual).some((text) => matchText(wanted, text));
}

/** {@link matchClaim} for two texts. */
export function matchText(wanted: string, text: string): boolean {
  return wanted.endsWith(WILDCARD) ? text.startsWith(wanted.slice(0, -WILDCARD.length)) : text === wanted;
}
