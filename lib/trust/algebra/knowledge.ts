import type { Claims, GitHubJob } from "../../oidc/index.js";
import type { Cube } from "./cube.js";

/** What is certain about the values of one claim. */
export interface Domain {
  /** The value is one text, never an array of several. */
  readonly single: boolean;
  /** Every token has the claim. */
  readonly always: boolean;
  /** All values there are; absent where there is no end to them. */
  readonly values?: readonly string[];
  /** Whether a text can be a value. @default - any can */
  readonly may?: (text: string) => boolean;
  /** Whether a value can begin so. @default - any may */
  readonly mayBegin?: (prefix: string) => boolean;
  /** Values that begin so, likely ones first; tried where an example is wanted. */
  readonly samples?: (prefix: string) => Iterable<string>;
}

/**
 * What is known of an issuer's tokens, beside the settings. All of it is certain: it may rule tokens out, so whatever
 * is only likely has no place here. Claims it does not list may exist.
 */
export interface Knowledge {
  domain(claim: string): Domain;
  /**
   * The same cube with what follows from it for other claims; `undefined` when no token of the issuer is in it.
   *
   * Every token of the issuer in the cube given is in the cube returned.
   */
  refine(cube: Cube): Cube | undefined;
  /** Whether one token's claims can hang together: what a set of claims rules out, nobody needs to be warned of. */
  isPossible(claims: Claims): boolean;
  /** Claims that are made from others, so that a token's completion gives them of itself. */
  readonly derived: readonly string[];
  /** Tokens with these texts and otherwise unremarkable claims, and the jobs they would be of. */
  complete(
    texts: ReadonlyMap<string, string>,
    issuer: string,
  ): Iterable<{ readonly claims: Claims; readonly job?: GitHubJob }>;
}

const ANY: Domain = { single: false, always: false };

/** A number as JSON writes it. */
const NUMBER = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:e[+-][0-9]+)?$/;
const NUMBER_BEGINS = /^(?:-?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)?|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?e(?:[+-][0-9]*)?)$/;

/** In the far future, so that no other time has to be before it. */
const TIME: Omit<Domain, "always"> = {
  single: true,
  may: (text) => NUMBER.test(text) && JSON.stringify(Number(text)) === text,
  mayBegin: (prefix) => NUMBER_BEGINS.test(prefix),
  samples: (prefix) => ["4102444800", "1", "1767225600", `${prefix}0`, `${prefix}000000000`, `${prefix}1`, prefix],
};

/** What the judge itself makes sure of, whoever the issuer is. */
export function judgedDomain(claim: string, issuer: string): Domain {
  switch (claim) {
    case "iss":
      return { single: true, always: true, values: [issuer, `${issuer}/`] };
    case "exp":
      return { ...TIME, always: true };
    case "iat":
    case "nbf":
      return { ...TIME, always: false };
    default:
      return ANY;
  }
}

/** Nothing but what the judge makes sure of: all tokens that there could be. */
export function knowingNothing(issuer: string): Knowledge {
  return {
    domain: (claim) => judgedDomain(claim, issuer),
    refine: (cube) => cube,
    isPossible: () => true,
    derived: [],
    complete: () => [],
  };
}
