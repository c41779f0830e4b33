import { SEVERITIES } from "../finding.js";
import type { JsonSchema } from "../private/schema.js";
import { at, object, text } from "./schema-parts.js";

const TEXTS: JsonSchema = { type: "array", items: { type: "string" } };
const LEVELS: readonly string[] = ["Admin", "Write", "Read"];

const UNKNOWN: JsonSchema = object(
  "Something that is not known before the deployment.",
  {
    about: { type: "string", enum: ["accounts", "settings", "repositories", "privileges", "teams"] },
    name: text("The element: slug or name. Left out: the whole list."),
    field: { ...TEXTS, description: "The field of the element. Left out: whether there is such an element at all." },
    reason: text("Why, in a few words."),
    at,
  },
  ["about", "reason", "at"],
);

const ACCEPTED: JsonSchema = object(
  "A finding that the app lets through.",
  {
    rule: text("Id of the rule.", 1),
    path: text("Path of the construct that carries the acceptance."),
    at: { ...TEXTS, description: "Addresses of the resources that it holds for." },
    reason: text("Why the finding is right here."),
    until: text("Its last day, UTC."),
  },
  ["rule", "path", "at", "reason", "until"],
);

const POLICY: JsonSchema = object(
  "A policy that anything in the app is under.",
  {
    mode: { type: "string", enum: ["audit", "enforce"] },
    allowed_issuers: TEXTS,
    allowed_owners: TEXTS,
    forbidden_claims: TEXTS,
    greatest_privilege: { type: "string", enum: LEVELS },
    must_pin_ids: { type: "boolean" },
  },
  ["mode"],
);

const BREAK_GLASS: JsonSchema = object(
  "The emergency that let through what would have stopped synth.",
  {
    reason: text("As the person gave it."),
    findings: {
      type: "array",
      items: object(
        "What it let through.",
        { rule: text("Id of the rule."), severity: { type: "string", enum: SEVERITIES }, at: text("Where.") },
        ["rule", "severity", "at"],
      ),
    },
  },
  ["reason", "findings"],
);

/** Schema of the member `declared`, see {@link DeclaredPart}. */
export const DECLARED_SCHEMA: JsonSchema = object(
  "Says that this file is what an app declares, and not all of an organization. In it, and only in it, texts that are known after the deployment only are Terraform's expressions.",
  {
    unknowns: { type: "array", items: UNKNOWN },
    exceptions: object(
      "What the app lets through.",
      {
        accepted: { type: "array", items: ACCEPTED },
        policies: { type: "array", items: POLICY },
        breakGlass: BREAK_GLASS,
      },
      ["accepted", "policies"],
    ),
    surroundings: text(
      "A digest of all that expressions may speak of: in files with equal ones, equal expressions have equal values.",
    ),
  },
  ["unknowns", "exceptions"],
);
