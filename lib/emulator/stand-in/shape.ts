/**
 * Short forms for the schema tables: integrations/github 6.9.0 by name, type and flags, which is all that Terraform compares.
 */
import type { Attribute, Type } from "../../terraform/index.js";

const DESCRIPTION = "As in integrations/github 6.9.0; this provider is a stand-in for it.";

export function required(type: Type): Attribute {
  return { type, description: DESCRIPTION, required: true };
}

/** Required, and a change of it makes another object. */
export function key(type: Type): Attribute {
  return { ...required(type), forcesReplacement: true };
}

export function optional(type: Type): Attribute {
  return { type, description: DESCRIPTION, optional: true };
}

export function computed(type: Type): Attribute {
  return { type, description: DESCRIPTION, computed: true };
}

/** Computed once, at creation. */
export function fixed(type: Type): Attribute {
  return { ...computed(type), keepsPrior: true };
}

/** The `id` that the SDK of the real provider adds to everything. */
export function id(): Attribute {
  return { type: "string", description: DESCRIPTION, optional: true, computed: true, keepsPrior: true };
}

/** Many attributes of one type and kind. */
export function each(kind: (type: Type) => Attribute, type: Type, names: string): { [name: string]: Attribute } {
  return Object.fromEntries(names.split(/\s+/).map((name) => [name, kind(type)]));
}

export function describe(what: string): string {
  return `Stand-in for ${what} of integrations/github 6.9.0, for tests and demos on the embedded GitHub.`;
}
