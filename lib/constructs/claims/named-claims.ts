import { type ClaimDescription, type Issuer, isClaimText, mayBeginClaim } from "../../oidc/issuers/index.js";
import { invalid, isUnknownText } from "../private/checks.js";
import { type Claim, type ClaimInput, toClaim } from "./claim.js";

interface ClaimFamily {
  readonly property: string;
  readonly prefix: string;
}

/**
 * Claims given by property names, under the names they have in the token, each checked against what its issuer gives.
 *
 * @throws DeclarationError with code `invalid_value`
 */
export function namedClaims(
  issuer: Issuer,
  names: { readonly [property: string]: string | undefined },
  props: object,
  family?: ClaimFamily,
): ReadonlyMap<string, Claim> {
  const claims = new Map<string, Claim>();
  const require = (name: string, input: ClaimInput): void => {
    if (input === undefined) {
      throw invalid(
        undefined,
        `the claim ${name} is undefined: it would not be required, and more tokens admitted; leave it out if that is meant`,
      );
    }
    claims.set(name, checked(issuer, name, toClaim(input)));
  };
  for (const [property, input] of Object.entries(props)) {
    if (property === family?.property) {
      for (const [member, value] of Object.entries(input as { [name: string]: ClaimInput })) {
        require(family.prefix + member, value);
      }
    } else {
      require(Object.hasOwn(names, property) ? (names[property] ?? property) : property, input);
    }
  }
  return claims;
}

function checked(issuer: Issuer, name: string, claim: Claim): Claim {
  const description = issuer.claim(name);
  if (description === undefined) {
    throw invalid(undefined, `tokens of ${issuer.name} have no claim ${JSON.stringify(name)}`);
  }
  const problem = problemOf(description, claim);
  if (problem !== undefined) {
    throw invalid(undefined, `${issuer.name} ${problem}; it is ${description.form}, e.g. ${description.example}`);
  }
  return claim;
}

/** Why no token can, or should, meet the claim. */
function problemOf(description: ClaimDescription, claim: Claim): string | undefined {
  const { name } = description;
  const isUnknown = isUnknownText(claim.required);
  if (claim.kind === "exact") {
    return isUnknown || isClaimText(description, claim.required)
      ? undefined
      : `never gives the claim ${name} the value ${JSON.stringify(claim.required)}`;
  }
  const start = claim.required.slice(0, -".*".length);
  if (claim.kind === "prefix" && description.stability === "stable") {
    return `gives ${name} to one thing only, so what begins with ${JSON.stringify(start)} is something else`;
  }
  return isUnknown || mayBeginClaim(description, start)
    ? undefined
    : `never gives ${name} a value that begins with ${JSON.stringify(start)}`;
}
