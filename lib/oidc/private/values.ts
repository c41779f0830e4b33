import type { ClaimValue } from "../settings.js";

/** The final mark of a required value that makes it a prefix. */
export const WILDCARD = ".*";

/**
 * The text a scalar is compared as: itself, or its JSON text. `undefined` for what has no such text: null, arrays,
 * objects, numbers that JSON cannot write, and integers whose digits were already lost in parsing.
 */
export function scalarText(value: ClaimValue): string | undefined {
  switch (typeof value) {
    case "string":
      return value;
    case "boolean":
      return String(value);
    case "number":
      return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))
        ? JSON.stringify(value)
        : undefined;
    default:
      return undefined;
  }
}

/** Every scalar text a claim may be matched by: one for a scalar, one an element for arrays, however deep. */
export function scalarTexts(value: ClaimValue | undefined): readonly string[] {
  if (value === undefined) {
    return [];
  }
  if (!Array.isArray(value)) {
    const text = scalarText(value);
    return text === undefined ? [] : [text];
  }
  const texts: string[] = [];
  // a work list, since a hostile token may nest arrays deeper than the call stack goes
  const pending: ClaimValue[] = [value];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (Array.isArray(next)) {
      for (let index = next.length - 1; index >= 0; index--) {
        pending.push(next[index] ?? null);
      }
    } else {
      const text = scalarText(next);
      if (text !== undefined) {
        texts.push(text);
      }
    }
  }
  return texts;
}

/** A claim by its flat name; `undefined` when absent or null. Never looks at what an object inherits. */
export function claimOf(claims: { readonly [name: string]: ClaimValue }, name: string): ClaimValue | undefined {
  return Object.hasOwn(claims, name) ? (claims[name] ?? undefined) : undefined;
}

/** Every text that a claim may be matched by; none for one that is absent. */
export function claimTexts(claims: { readonly [name: string]: ClaimValue }, name: string): readonly string[] {
  return scalarTexts(claimOf(claims, name));
}

const SHOWN_CHARACTERS = 120;

/** A value as a message shows it: JSON, cut to a length a person reads. */
export function shown(value: ClaimValue | undefined): string {
  if (value === undefined) {
    return "nothing";
  }
  if (typeof value === "string") {
    return value.length <= SHOWN_CHARACTERS
      ? JSON.stringify(value)
      : `${JSON.stringify(value.slice(0, SHOWN_CHARACTERS))}… (${value.length} characters)`;
  }
  if (typeof value === "object" && value !== null) {
    return Array.isArray(value) ? shownArray(value) : "an object";
  }
  return String(value);
}

function shownArray(values: readonly ClaimValue[]): string {
  const scalars = values.slice(0, 4).map((value) => (typeof value === "object" ? "…" : shown(value)));
  return `[${scalars.join(", ")}${values.length > 4 ? `, … (${values.length} elements)` : ""}]`;
}
