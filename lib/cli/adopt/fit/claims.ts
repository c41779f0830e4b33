import { Claim, type RequiredClaims } from "../../../constructs/index.js";
import { tried } from "./tried.js";

/** Required values by the names of their claims, as Cloudsmith has them. */
export type Claims = ReadonlyMap<string, string>;

/** A required value as the constructs take it; undefined for an empty text, and for a prefix that ends in a star. */
export function requiredClaim(value: string): Claim | string | undefined {
  if (value === ".*") {
    return Claim.any();
  }
  if (value.endsWith(".*")) {
    return tried(() => Claim.prefix(prefixOf(value)));
  }
  return value === "" ? undefined : value;
}

/** What a value that ends in `.*` begins with. */
export function prefixOf(value: string): string {
  return value.slice(0, -".*".length);
}

/** Whether the constructs can require these claims at all. */
export function areClaims(claims: Claims): boolean {
  return claims.size > 0 && [...claims.values()].every((value) => requiredClaim(value) !== undefined);
}

/** Whether made claims are exactly those required. */
export function sameClaims(made: RequiredClaims, claims: Claims): boolean {
  const record = Object.entries(made.toRecord());
  return record.length === claims.size && record.every(([name, value]) => claims.get(name) === value);
}
