import type { JsonSchema } from "../private/schema.js";
import { at, object, text } from "./schema-parts.js";

const UNKNOWN: JsonSchema = object(
  "Something that is not known before the deployment.",
  {
    about: { type: "string", enum: ["accounts", "settings", "repositories", "privileges", "teams"] },
    name: text("The element: slug or name. Left out: the whole list."),
    field: {
      type: "array",
      items: { type: "string" },
      description: "The field of the element. Left out: whether there is such an element at all.",
    },
    reason: text("Why, in a few words."),
    at,
  },
  ["about", "reason", "at"],
);

/** Schema of the member `declared`, see {@link DeclaredPart}. */
export const DECLARED_SCHEMA: JsonSchema = object(
  "Says that this file is what an app declares, and not all of an organization. In it, and only in it, texts that are known after the deployment only are Terraform's expressions.",
  {
    unknowns: { type: "array", items: UNKNOWN },
    stacks: {
      type: "object",
      additionalProperties: { type: "object" },
      description: "What guards the trust, by stack: of each stack's JSON what a review compares, values as digests.",
    },
    surroundings: text(
      "A digest of all that expressions may speak of: in files with equal ones, equal expressions have equal values.",
    ),
  },
  ["unknowns", "stacks"],
);
