/** Parts of the schemas of JSON reports. */

export const TEXTS = { type: "array", items: { type: "string" } } as const;

/** An object with exactly these fields, of which all but the `optional` ones are there. */
export function record<P extends { readonly [name: string]: object }>(
  properties: P,
  optional: readonly (keyof P)[] = [],
) {
  return {
    type: "object",
    required: Object.keys(properties).filter((name) => !optional.includes(name)),
    additionalProperties: false,
    properties,
  } as const;
}
