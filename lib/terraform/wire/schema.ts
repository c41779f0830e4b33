/** A schema table to its protocol form. */
import type { Attribute, Block, NestedBlock, Schema } from "../schema.js";
import { type BlockMessage, NESTING, type ResourceIdentitySchema, type Schema as SchemaMessage } from "./messages.js";
import type { Encodable } from "./protobuf.js";

type IdentitySchema = Encodable<typeof ResourceIdentitySchema.decoded>;

export function encodeSchema(schema: Schema): Encodable<typeof SchemaMessage.decoded> {
  return { version: schema.version, block: { ...encodeBlock(schema), version: schema.version } };
}

/** Attributes only; what a configuration has to say of them is what an import has to. */
export function encodeIdentitySchema({ attributes }: Block): IdentitySchema {
  return {
    identityAttributes: sorted(attributes).map(([name, { type, description, required, optional }]) => ({
      name,
      type: Buffer.from(JSON.stringify(type)),
      description,
      requiredForImport: required ?? false,
      optionalForImport: optional ?? false,
    })),
  };
}

/** Sorted by name, so that the order in a table is no part of the answer. */
function sorted<T>(entries: { readonly [name: string]: T } | undefined): [string, T][] {
  return Object.entries(entries ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
}

function encodeBlock(block: Block): Encodable<BlockMessage> {
  return {
    description: block.description ?? "",
    deprecated: block.deprecated ?? false,
    attributes: sorted(block.attributes).map(([name, attribute]) => encodeAttribute(name, attribute)),
    blockTypes: sorted(block.blocks).map(([name, nested]) => encodeNested(name, nested)),
  };
}

function encodeNested(typeName: string, nested: NestedBlock): Encodable<BlockMessage["blockTypes"][number]> {
  return {
    typeName,
    block: encodeBlock(nested),
    nesting: NESTING[nested.nesting],
    minItems: nested.minItems ?? 0,
    maxItems: nested.maxItems ?? 0,
  };
}

function encodeAttribute(name: string, attribute: Attribute): Encodable<BlockMessage["attributes"][number]> {
  return {
    name,
    type: Buffer.from(JSON.stringify(attribute.type)),
    description: attribute.description,
    required: attribute.required ?? false,
    optional: attribute.optional ?? false,
    computed: attribute.computed ?? false,
    sensitive: attribute.sensitive ?? false,
    deprecated: attribute.deprecated ?? false,
    writeOnly: attribute.writeOnly ?? false,
  };
}
