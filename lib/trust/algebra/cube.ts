import { type Claims, claimTexts } from "../../oidc/index.js";
import { holds, includes, type Pattern, requirementOf } from "./pattern.js";

/**
 * What is asked of one claim. Its value is seen as the set of its texts: one for a scalar, one an element for an array,
 * none for an object; an absent claim has none either.
 */
export interface ClaimSet {
  /** For each of these, one of the claim's texts lies in it. Two may be met by two elements of an array. */
  readonly some: readonly Pattern[];
  /** None of the claim's texts lies in any of these. An absent claim meets that. */
  readonly none: readonly Pattern[];
}

/** A set of tokens of one issuer: those whose claims meet everything asked of them. Claims not mentioned are free. */
export interface Cube {
  /** The issuer without a trailing slash. */
  readonly issuer: string;
  readonly claims: ReadonlyMap<string, ClaimSet>;
}

const FREE: ClaimSet = { some: [], none: [] };

export function claimSet(cube: Cube, name: string): ClaimSet {
  return cube.claims.get(name) ?? FREE;
}

/** The tokens in both; `undefined` where the issuers differ. Whether there are any is another question. */
export function intersectCubes(a: Cube, b: Cube): Cube | undefined {
  if (a.issuer !== b.issuer) {
    return undefined;
  }
  const claims = new Map(a.claims);
  for (const [name, { some, none }] of b.claims) {
    const other = claims.get(name);
    claims.set(
      name,
      other === undefined
        ? { some, none }
        : { some: withoutWider([...other.some, ...some]), none: withoutNarrower([...other.none, ...none]) },
    );
  }
  return { issuer: a.issuer, claims };
}

/** The same cube with one more thing asked. */
export function requireSome(cube: Cube, name: string, pattern: Pattern): Cube {
  const { some, none } = claimSet(cube, name);
  return {
    issuer: cube.issuer,
    claims: new Map(cube.claims).set(name, { some: withoutWider([...some, pattern]), none }),
  };
}

/** The same cube with one more thing ruled out. */
export function requireNone(cube: Cube, name: string, pattern: Pattern): Cube {
  const { some, none } = claimSet(cube, name);
  return {
    issuer: cube.issuer,
    claims: new Map(cube.claims).set(name, { some, none: withoutNarrower([...none, pattern]) }),
  };
}

/** Being in a set entails being in every wider one. */
function withoutWider(patterns: readonly Pattern[]): readonly Pattern[] {
  return patterns.filter(
    (pattern, index) =>
      !patterns.some(
        (other, at) => at !== index && includes(pattern, other) && (!includes(other, pattern) || at < index),
      ),
  );
}

/** Being in none of a set entails being in none of what it includes. */
function withoutNarrower(patterns: readonly Pattern[]): readonly Pattern[] {
  return patterns.filter(
    (pattern, index) =>
      !patterns.some(
        (other, at) => at !== index && includes(other, pattern) && (!includes(pattern, other) || at < index),
      ),
  );
}

/** Whether the claims of a token of the cube's issuer meet all that the cube asks. The issuer is not looked at. */
export function meetsCube(cube: Cube, claims: Claims): boolean {
  for (const [name, { some, none }] of cube.claims) {
    const texts = claimTexts(claims, name);
    if (
      !some.every((pattern) => texts.some((text) => holds(pattern, text))) ||
      none.some((pattern) => texts.some((text) => holds(pattern, text)))
    ) {
      return false;
    }
  }
  return true;
}

/** Equal for cubes that ask the same, whatever the order. */
export function cubeKey({ issuer, claims }: Cube): string {
  const asked = [...claims]
    .filter(([, { some, none }]) => some.length + none.length > 0)
    .map(([name, { some, none }]) => [name, patternsKey(some), patternsKey(none)])
    .sort(([a = ""], [b = ""]) => (a < b ? -1 : 1));
  return JSON.stringify([issuer, asked]);
}

function patternsKey(patterns: readonly Pattern[]): string {
  return JSON.stringify(patterns.map((pattern) => [requirementOf(pattern), pattern.prefix]).sort());
}
