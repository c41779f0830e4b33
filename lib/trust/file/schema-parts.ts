import type { JsonSchema } from "../private/schema.js";

export const ROLES: readonly string[] = ["Manager", "Member"];

/** A field of the API that trust does not look at. */
export const ignored: JsonSchema = { readOnly: true, description: "Accepted as the API gives it, and dropped." };

/** Source: the API's OpenAPI description, format `slug`. */
const SLUG = "^[-a-zA-Z0-9_]+$";

export function slug(description: string, pattern: string = SLUG): JsonSchema {
  return { type: "string", title: "a slug (letters, digits, - and _)", description, minLength: 1, pattern };
}

export function text(description: string, minLength?: number): JsonSchema {
  return { type: "string", description, ...(minLength === undefined ? {} : { minLength }) };
}

/** A closed object: an unknown field is more likely a misspelt one than one to be ignored. */
export function object(
  description: string,
  properties: { readonly [name: string]: JsonSchema },
  required: readonly string[],
): JsonSchema {
  return { type: "object", description, additionalProperties: false, required, properties };
}
