import type { JsonSchema } from "../private/schema.js";
import { object, text, UNKNOWNS } from "./schema-parts.js";

/** Schema of the member `declared`, see {@link DeclaredPart}. */
export const DECLARED_SCHEMA: JsonSchema = object(
  "Says that this file is what an app declares, and not all of an organization. In it, and only in it, texts that are known after the deployment only are Terraform's expressions.",
  {
    unknowns: UNKNOWNS,
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
