import type { JsonSchema } from "../private/schema.js";

export const ROLES: readonly string[] = ["Manager", "Member"];

/** A field of the API that trust does not look at. */
export const ignored: JsonSchema = { readOnly: true, description: "Accepted as the API gives it, and dropped." };

/** Source: the API's OpenAPI description, format `slug`. */
const SLUG = "[-a-zA-Z0-9_]+";
/** What stands for a text that is known only after the deployment; in files with `declared` only. */
const EXPRESSION = "[^]*?\\$\\{[^]*";

/** @param characters what a slug consists of, as a regular expression without anchors */
export function slug(description: string, characters: string = SLUG): JsonSchema {
  return {
    type: "string",
    title: "a slug (letters, digits, - and _)",
    description,
    minLength: 1,
    pattern: `^(?:${characters}|${EXPRESSION})$`,
  };
}

/** An http or https URL. */
export function url(description: string): JsonSchema {
  return {
    type: "string",
    format: "uri",
    minLength: 1,
    pattern: `^(?:https?://[^\\s/?#]+\\S*|${EXPRESSION})$`,
    title: "an http or https URL",
    description,
  };
}

/** Where an element was read, in files with `declared` only. */
export const at: JsonSchema = text("Of what is declared: the address of the resource that declares it.", 1);

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

export const TEXTS: JsonSchema = { type: "array", items: { type: "string" } };

/** What whoever wrote the file could not know. */
export const UNKNOWNS: JsonSchema = {
  type: "array",
  items: object(
    "Something that is not known.",
    {
      about: { type: "string", enum: ["accounts", "settings", "repositories", "privileges", "teams"] },
      name: text("The element: slug or name. Left out: the whole list."),
      field: { ...TEXTS, description: "The field of the element. Left out: whether there is such an element at all." },
      reason: text("Why, in a few words."),
      at: text("Where: the address of a resource, a pointer into this file, or what was asked for.", 1),
    },
    ["about", "reason", "at"],
  ),
};
