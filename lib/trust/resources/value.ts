/** The values of a resource's attributes, of which some may not be known. */

/** A value that could not be read. */
export class NotKnown {
  /** @param reason why, in a few words */
  constructor(readonly reason: string) {}
}

export type Value = string | number | boolean | null | NotKnown | readonly Value[] | Body;
export type Body = { readonly [name: string]: Value };

export function isBody(value: Value | undefined): value is Body {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof NotKnown);
}
