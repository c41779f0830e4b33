/** How a CI's claims are described: what a value looks like, how long it means the same, what it identifies. */

/**
 * - `stable`: given once, never given to anything else
 * - `recyclable`: a name that can be given up and taken by somebody else
 * - `chosen`: whoever writes the pipeline, starts it or asks for the token chooses it
 * - `fact`: what the CI says about the run (its event, its runner), which many runs share
 * - `volatile`: differs in each run
 */
export type Stability = "stable" | "recyclable" | "chosen" | "fact" | "volatile";

/** What a claim ties a token to, if to anything that one customer of the CI has for itself. */
export type Identifies = "enterprise" | "organization" | "project";

export interface ClaimDescription {
  readonly name: string;
  /** What a value looks like, in words: `digits`, `refs/heads/…`. */
  readonly form: string;
  readonly example: string;
  /** Matches every whole value that the CI may give; absent for claims whose values are no texts. */
  readonly grammar?: RegExp;
  /** Matches every beginning of such a value, the empty one included; absent where any text may begin one. */
  readonly begins?: RegExp;
  /** All values there are, where they are few. */
  readonly values?: readonly string[];
  readonly stability: Stability;
  readonly identifies?: Identifies;
  /** True for a name that only one project of an organization has: with the organization it identifies the project. */
  readonly namesProject?: true;
  /** True where some tokens lack the claim. */
  readonly optional?: true;
  /** True where the value is an array or a number rather than a text. */
  readonly notText?: true;
  readonly note?: string;
}

/** Whether a text is a value that the CI may give this claim. */
export function isClaimText(claim: ClaimDescription, text: string): boolean {
  return claim.grammar?.test(text) ?? true;
}

/** Whether a value that the CI may give this claim can begin with a text. */
export function mayBeginClaim(claim: ClaimDescription, prefix: string): boolean {
  return claim.values?.some((value) => value.startsWith(prefix)) ?? claim.begins?.test(prefix) ?? true;
}

/** A grammar of few values. */
export function oneOfThese(...values: readonly string[]): Pick<ClaimDescription, "grammar" | "values"> {
  return { grammar: new RegExp(`^(?:${values.join("|")})$`), values };
}

export const DIGITS = /^(?:0|[1-9][0-9]*)$/;
export const DIGITS_BEGIN = /^(?:0?|[1-9][0-9]*)$/;
export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
export const SHA = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
export const SHA_BEGINS = /^[0-9a-f]{0,64}$/;
export const SLUG = /^[A-Za-z0-9][A-Za-z0-9_-]*$/;
/** Any text of one character or more, line breaks included. */
export const ANY_TEXT = /^[\s\S]+$/;
/** Any text, the empty one included. */
export const ANY_OR_EMPTY = /^[\s\S]*$/;

/** The claims that every issuer's tokens have (RFC 7519). */
export function registeredClaims(
  subject: Pick<ClaimDescription, "form" | "example" | "grammar" | "note">,
): ClaimDescription[] {
  return [
    {
      name: "iss",
      form: "the issuer's URL",
      example: "https://issuer.example",
      grammar: /^https?:\/\/[^\s]+$/,
      stability: "stable",
    },
    {
      name: "aud",
      form: "any text",
      example: "cloudsmith",
      stability: "chosen",
      note: "whoever asks for the token chooses it",
    },
    { name: "sub", stability: "recyclable", ...subject },
    { name: "exp", form: "epoch seconds", example: "1767225600", stability: "volatile", notText: true },
    { name: "iat", form: "epoch seconds", example: "1767225300", stability: "volatile", notText: true },
    { name: "nbf", form: "epoch seconds", example: "1767224700", stability: "volatile", notText: true },
    { name: "jti", form: "a text unique to the token", example: "2f2b…", grammar: ANY_TEXT, stability: "volatile" },
  ];
}
