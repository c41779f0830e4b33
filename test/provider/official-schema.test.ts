import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { SCHEMAS, VERSION } from "../../lib/provider/index.js";
import type { Block, Schema } from "../../lib/terraform/index.js";
import type { Json } from "../support/terraform.js";

/** What the official provider's schema says of the types we have too: flags (Required, Optional, Computed, Sensitive) and type. */
interface Shape {
  readonly attributes: { readonly [name: string]: readonly [flags: string, type: unknown] };
  readonly blocks?: { readonly [name: string]: Shape & { readonly nesting: string } };
}

const OFFICIAL: {
  readonly provider: Shape;
  readonly resources: { readonly [type: string]: Shape };
  readonly dataSources: { readonly [type: string]: Shape };
} = JSON.parse(readFileSync(join(__dirname, "official-schema.json"), "utf8"));

/** Where ours says otherwise, and why every configuration and state of the official one is good all the same. */
const DEVIATIONS: { readonly [path: string]: string } = {
  // A key is not required: the environment or a CI's id token do as well.
  "provider.api_key": "OS",
  // Computed too, so that an import is clean whether or not the configuration says anything.
  "cloudsmith_service.store_api_key": "OC",
};

function shapeOf(block: Block): Shape {
  const blocks = Object.entries(block.blocks ?? {}).map(([name, nested]) => [
    name,
    { nesting: nested.nesting, ...shapeOf(nested) },
  ]);
  return {
    attributes: Object.fromEntries(
      Object.entries(block.attributes).map(([name, { type, required, optional, computed, sensitive }]) => [
        name,
        [`${required ? "R" : ""}${optional ? "O" : ""}${computed ? "C" : ""}${sensitive ? "S" : ""}`, type],
      ]),
    ),
    ...(blocks.length === 0 ? {} : { blocks: Object.fromEntries(blocks) }),
  };
}

/** Compares what the official schema has, and wants everything else of ours to be optional. */
function compare(path: string, official: Shape, ours: Shape): string[] {
  const problems: string[] = [];
  for (const [name, [flags, type]] of Object.entries(official.attributes)) {
    const found = ours.attributes[name];
    const wanted = DEVIATIONS[`${path}.${name}`] ?? flags;
    if (found === undefined || found[0] !== wanted || JSON.stringify(found[1]) !== JSON.stringify(type)) {
      problems.push(`${path}.${name}: ${JSON.stringify(found)} instead of ${JSON.stringify([wanted, type])}`);
    }
  }
  for (const [name, [flags]] of Object.entries(ours.attributes)) {
    if (official.attributes[name] === undefined && flags.includes("R")) {
      problems.push(`${path}.${name} is required, and the official provider has none`);
    }
  }
  for (const [name, block] of Object.entries(official.blocks ?? {})) {
    const found = ours.blocks?.[name];
    if (found?.nesting !== block.nesting) {
      problems.push(`${path}.${name} is ${found?.nesting} instead of ${block.nesting}`);
    } else {
      problems.push(...compare(`${path}.${name}`, block, found));
    }
  }
  return problems;
}

function compareAll(official: { readonly [type: string]: Shape }, ours: { readonly [type: string]: Schema }): string[] {
  return Object.entries(official).flatMap(([type, shape]) => {
    const schema = ours[type];
    return schema === undefined ? [`${type} is missing`] : compare(type, shape, shapeOf(schema));
  });
}

describe("the provider's schema", () => {
  it("has the official provider's attributes, blocks, types and flags; what it adds is optional", () => {
    expect(compare("provider", OFFICIAL.provider, shapeOf(SCHEMAS.provider))).toEqual([]);
    expect(compareAll(OFFICIAL.resources, SCHEMAS.resources)).toEqual([]);
    expect(compareAll(OFFICIAL.dataSources, SCHEMAS.dataSources)).toEqual([]);
  });

  it("has the official provider's schema versions", () => {
    for (const type of Object.keys(OFFICIAL.resources)) {
      expect(SCHEMAS.resources[type]?.version).toBe(0);
    }
  });

  it("describes everything", () => {
    const undescribed = (path: string, block: Block): string[] => [
      ...Object.entries(block.attributes)
        .filter(([, { description }]) => description.length < 5)
        .map(([name]) => `${path}.${name}`),
      ...Object.entries(block.blocks ?? {}).flatMap(([name, nested]) => undescribed(`${path}.${name}`, nested)),
    ];
    const all = { ...SCHEMAS.resources, ...SCHEMAS.dataSources, ...SCHEMAS.ephemeralResources };
    expect(Object.entries(all).flatMap(([type, schema]) => undescribed(type, schema))).toEqual([]);
  });

  it("has the package's version", () => {
    const { version } = JSON.parse(readFileSync(resolve(__dirname, "../../package.json"), "utf8"));
    expect(VERSION).toBe(version);
  });
});

const PUBLISHED = resolve(__dirname, "../../../shared/cloudsmith/provider-schema.json");

describe.runIf(existsSync(PUBLISHED))("our copy of the official provider's schema", () => {
  it("says what the published one says", () => {
    const [published] = Object.values<Json>(JSON.parse(readFileSync(PUBLISHED, "utf8")).provider_schemas);
    const shape = ({ attributes = {}, block_types = {} }: Json): Shape => ({
      attributes: Object.fromEntries(
        Object.entries<Json>(attributes).map(([name, { type, required, optional, computed, sensitive }]) => [
          name,
          [`${required ? "R" : ""}${optional ? "O" : ""}${computed ? "C" : ""}${sensitive ? "S" : ""}`, type],
        ]),
      ),
      ...(Object.keys(block_types).length === 0
        ? {}
        : {
            blocks: Object.fromEntries(
              Object.entries<Json>(block_types).map(([name, nested]) => [
                name,
                { nesting: nested.nesting_mode, ...shape(nested.block) },
              ]),
            ),
          }),
    });
    const shapes = (schemas: Json, types: readonly string[]) =>
      Object.fromEntries(types.map((type) => [type, shape(schemas[type].block)]));
    expect(OFFICIAL).toEqual({
      provider: shape(published.provider.block),
      resources: shapes(published.resource_schemas, Object.keys(OFFICIAL.resources)),
      dataSources: shapes(published.data_source_schemas, Object.keys(published.data_source_schemas)),
    });
  });
});
