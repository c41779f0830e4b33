import { type ClaimValue, scalarText } from "../../oidc/index.js";

/** A set of texts: one alone, or all that begin with it. */
export interface Pattern {
  readonly text: string;
  readonly prefix: boolean;
}

/** Every text. */
export const ANYTHING: Pattern = { text: "", prefix: true };

export function literal(text: string): Pattern {
  return { text, prefix: false };
}

export function prefixed(text: string): Pattern {
  return { text, prefix: true };
}

/** The texts that meet a required value; `undefined` for one that is never met (null, an array, an object). */
export function tryPatternOf(required: ClaimValue): Pattern | undefined {
  const text = scalarText(required);
  if (text === undefined) {
    return undefined;
  }
  return text.endsWith(".*") ? prefixed(text.slice(0, -2)) : literal(text);
}

/** The required value that a pattern comes from. A literal that itself ends in `.*` cannot be required. */
export function requirementOf({ text, prefix }: Pattern): string {
  return prefix ? `${text}.*` : text;
}

export function holds({ text, prefix }: Pattern, candidate: string): boolean {
  return prefix ? candidate.startsWith(text) : candidate === text;
}

/** Whether every text of the second is one of the first. */
export function includes(outer: Pattern, inner: Pattern): boolean {
  return outer.prefix ? inner.text.startsWith(outer.text) : !inner.prefix && inner.text === outer.text;
}

/** What both hold; `undefined` when that is nothing. Of two that meet, one always includes the other. */
export function meet(a: Pattern, b: Pattern): Pattern | undefined {
  if (includes(a, b)) {
    return b;
  }
  return includes(b, a) ? a : undefined;
}

/** What all hold, everything where there are none; `undefined` when that is nothing. */
export function meetAll(patterns: readonly Pattern[]): Pattern | undefined {
  let common: Pattern | undefined = ANYTHING;
  for (const pattern of patterns) {
    common = meet(common, pattern);
    if (common === undefined) {
      return undefined;
    }
  }
  return common;
}
