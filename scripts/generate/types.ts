/** How a Terraform type appears in an L1 class: property type, field kind, getter. */
import type { Type } from "../../lib/terraform/schema.js";

export interface Shape {
  /** Type of the configuration's property. */
  readonly property: string;
  /** Kind in the field table of lib/bindings/private/fields.ts. */
  readonly kind: string;
  /** Type and expression of the attribute getter. */
  readonly getter: string;
  readonly read: (name: string) => string;
  /** Names the getter needs from cdktf. */
  readonly imports: readonly string[];
}

const STRING: Shape = {
  property: "string",
  kind: "string",
  getter: "string",
  read: (name) => `this.getStringAttribute("${name}")`,
  imports: [],
};
const NUMBER: Shape = {
  property: "number",
  kind: "number",
  getter: "number",
  read: (name) => `this.getNumberAttribute("${name}")`,
  imports: [],
};
const BOOLEAN: Shape = {
  property: "boolean | IResolvable",
  kind: "boolean",
  getter: "IResolvable",
  read: (name) => `this.getBooleanAttribute("${name}")`,
  imports: ["type IResolvable"],
};
const LIST: Shape = {
  property: "string[]",
  kind: "stringList",
  getter: "string[]",
  read: (name) => `this.getListAttribute("${name}")`,
  imports: [],
};
const SET: Shape = {
  property: "string[]",
  kind: "stringSet",
  getter: "string[]",
  read: (name) => `Fn.tolist(this.getListAttribute("${name}"))`,
  imports: ["Fn"],
};
const MAP: Shape = {
  property: "{ [name: string]: string }",
  kind: "stringMap",
  getter: "StringMap",
  read: (name) => `new StringMap(this, "${name}")`,
  imports: ["StringMap"],
};

/**
 * @throws Error for a type no schema of ours uses yet
 */
export function shapeOf(type: Type): Shape {
  if (type === "string") {
    return STRING;
  }
  if (type === "number") {
    return NUMBER;
  }
  if (type === "bool") {
    return BOOLEAN;
  }
  if (typeof type !== "string" && type[1] === "string") {
    const [collection] = type;
    if (collection === "list") {
      return LIST;
    }
    if (collection === "set") {
      return SET;
    }
    if (collection === "map") {
      return MAP;
    }
  }
  throw new Error(`no L1 form for type ${JSON.stringify(type)}`);
}

/** The element of a list or set of objects, or undefined. */
export function objectElement(
  type: Type,
): { readonly nesting: "list" | "set"; readonly attributes: Attributes } | undefined {
  if (typeof type === "string" || (type[0] !== "list" && type[0] !== "set")) {
    return undefined;
  }
  const element = type[1];
  if (typeof element === "string" || element[0] !== "object") {
    return undefined;
  }
  return { nesting: type[0], attributes: element[1] as Attributes };
}

export type Attributes = { readonly [name: string]: Type };
