import type { Attribute, ResourceIdentity, Schema } from "../../terraform/index.js";
import { text } from "./values.js";

/** An identity of these attributes; the import id is their values with dots between. */
export function identifiedBy(schema: Schema, ...names: readonly string[]): ResourceIdentity {
  return {
    schema: { attributes: identityAttributes(schema, names, { required: true }) },
    importId: (identity) => names.map((name) => text(identity, name)).join("."),
  };
}

/** Attributes of a resource as those of its identity. */
export function identityAttributes(
  { attributes }: Schema,
  names: readonly string[],
  how: Pick<Attribute, "required" | "optional">,
): { readonly [name: string]: Attribute } {
  const entries = names.flatMap((name) => {
    const attribute = attributes[name];
    return attribute === undefined ? [] : [[name, identityAttribute(attribute, how)] as const];
  });
  return Object.fromEntries(entries);
}

function identityAttribute(
  { type, description, validate = [] }: Attribute,
  how: Pick<Attribute, "required" | "optional">,
): Attribute {
  return { type, description, validate, ...how };
}
