/**
 * From the configuration of an L1 class to Terraform's JSON and HCL, by a table of fields.
 *
 * cdktf asks for both forms: a class without `synthesizeHclAttributes` loses every attribute under `cdktf synth --hcl`.
 */
import {
  booleanToHclTerraform,
  booleanToTerraform,
  hashMapper,
  hashMapperHcl,
  Lazy,
  listMapper,
  listMapperHcl,
  numberToHclTerraform,
  numberToTerraform,
  stringToHclTerraform,
  stringToTerraform,
} from "cdktf";

type Mapper = (value: unknown) => unknown;

/** One attribute or nested block: its name in Terraform and what it holds. */
export interface Field {
  readonly name: string;
  readonly kind: Kind;
  /** Written when the configuration says nothing. */
  readonly otherwise?: boolean;
}

export interface BlockField {
  readonly name: string;
  readonly kind: "block";
  readonly nesting: "single" | "list" | "set";
  readonly fields: Fields;
}

/** By the property name of the configuration. */
export type Fields = { readonly [property: string]: Field | BlockField };

type Kind = keyof typeof KINDS;

const KINDS = {
  string: { json: stringToTerraform, hcl: stringToHclTerraform, type: "simple", storage: "string" },
  number: { json: numberToTerraform, hcl: numberToHclTerraform, type: "simple", storage: "number" },
  boolean: { json: booleanToTerraform, hcl: booleanToHclTerraform, type: "simple", storage: "boolean" },
  stringList: {
    json: listMapper(stringToTerraform, false),
    hcl: listMapperHcl(stringToHclTerraform, false),
    type: "list",
    storage: "stringList",
  },
  stringSet: {
    json: listMapper(stringToTerraform, false),
    hcl: listMapperHcl(stringToHclTerraform, false),
    type: "set",
    storage: "stringList",
  },
  stringMap: {
    json: withEveryKey(hashMapper(stringToTerraform)),
    hcl: withEveryKey(hashMapperHcl(stringToHclTerraform)),
    type: "map",
    storage: "stringMap",
  },
  /** In a provider block cdktf rewrites the keys of every object to snake case, but not inside what it must resolve first. */
  verbatimMap: { json: verbatim, hcl: verbatim, type: "map", storage: "stringMap" },
} as const;

/** cdktf copies objects key by key, by which this one key is lost: a claim that is not required any more admits more. */
function withEveryKey(mapper: Mapper): Mapper {
  return (map) => {
    if (typeof map === "object" && map !== null && Object.hasOwn(map, "__proto__")) {
      throw new Error(
        `a map with a key called "__proto__" (${JSON.stringify(map)}): no JSON of cdktf can hold that key; leave it out`,
      );
    }
    return mapper(map);
  };
}

function verbatim(map: unknown): unknown {
  return map === undefined ? undefined : Lazy.anyValue({ produce: () => map });
}

/** Attributes in Terraform's names. What is undefined is absent: cdktf would drop it, after looking at it three times. */
export function toJson(fields: Fields, configuration: object): { [name: string]: unknown } {
  const attributes: { [name: string]: unknown } = {};
  for (const property of Object.keys(fields)) {
    const field = fields[property] as Field | BlockField;
    const given = (configuration as { [property: string]: unknown })[property];
    const value = jsonValue(field, given);
    if (value !== undefined) {
      attributes[field.name] = value;
    }
  }
  return attributes;
}

function jsonValue(field: Field | BlockField, given: unknown): unknown {
  if (field.kind !== "block") {
    const value = given ?? field.otherwise;
    return value === undefined ? undefined : KINDS[field.kind].json(value);
  }
  return given === undefined
    ? undefined
    : blocks(
        listMapper((one) => toJson(field.fields, one), true),
        field,
        given,
      );
}

/** The same in the form of cdktf's HCL renderer; what is undefined must be absent there. */
export function toHcl(fields: Fields, configuration: object): { [name: string]: unknown } {
  const attributes: { [name: string]: unknown } = {};
  for (const [property, field] of Object.entries(fields)) {
    const given = (configuration as { [property: string]: unknown })[property];
    const attribute = field.kind === "block" ? hclBlock(field, given) : hclValue(field, given);
    if (attribute.value !== undefined) {
      attributes[field.name] = attribute;
    }
  }
  return attributes;
}

interface HclAttribute {
  readonly value: unknown;
  readonly isBlock: boolean;
  readonly type: string;
  readonly storageClassType: string;
}

function hclValue(field: Field, given: unknown): HclAttribute {
  const kind = KINDS[field.kind];
  return {
    value: kind.hcl(given ?? field.otherwise),
    isBlock: false,
    type: kind.type,
    storageClassType: kind.storage,
  };
}

function hclBlock(field: BlockField, given: unknown): HclAttribute {
  return {
    value: blocks(
      listMapperHcl((one) => toHcl(field.fields, one), true),
      field,
      given,
    ),
    isBlock: true,
    // cdktf's renderer knows blocks of type list and set only.
    type: field.nesting === "set" ? "set" : "list",
    storageClassType: `${field.name}List`,
  };
}

/** A single block is given as one object, the others as a list or as an iterator's expression; no block is no list. */
function blocks(mapper: Mapper, field: BlockField, value: unknown): unknown {
  if (Array.isArray(value) && value.length === 0) {
    return undefined;
  }
  return mapper(field.nesting === "single" && value !== undefined && !Array.isArray(value) ? [value] : value);
}
