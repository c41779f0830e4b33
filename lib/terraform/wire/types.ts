/** The type that a schema implies, and the words of the protocol for types. */
import type { Block, NestedBlock, Type } from "../schema.js";

const implied = new WeakMap<Block, Type>();

/** The object type of a block: its attributes, and its nested blocks as objects, lists or sets of objects. */
export function blockType(block: Block): Type {
  let type = implied.get(block);
  if (type === undefined) {
    const attributes = Object.entries(block.attributes).map(([name, { type }]) => [name, type] as const);
    const blocks = Object.entries(block.blocks ?? {}).map(([name, nested]) => [name, nestedType(nested)] as const);
    type = ["object", Object.fromEntries([...attributes, ...blocks])];
    implied.set(block, type);
  }
  return type;
}

function nestedType(nested: NestedBlock): Type {
  return nested.nesting === "single" ? blockType(nested) : [nested.nesting, blockType(nested)];
}

/** For messages: `list of string`. */
export function typeName(type: Type): string {
  if (typeof type === "string") {
    return type === "dynamic" ? "any type" : type;
  }
  switch (type[0]) {
    case "object":
    case "tuple":
      return type[0];
    default:
      return `${type[0]} of ${typeName(type[1])}`;
  }
}
