import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { GITHUB_SOURCE, gitHubStandIn } from "../../lib/emulator/stand-in/index.js";
import type { Attribute, Block } from "../../lib/terraform/index.js";

const REAL = resolve(__dirname, "../../../shared/github/provider-schema-6.9.0.json");

/** Of the 6.9.0 dump: what Terraform itself compares, without descriptions. */
interface RealAttribute {
  readonly type: unknown;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
  readonly deprecated?: boolean;
}
interface RealBlock {
  readonly attributes?: { readonly [name: string]: RealAttribute };
  readonly block_types?: {
    readonly [name: string]: {
      readonly nesting_mode: string;
      readonly min_items?: number;
      readonly max_items?: number;
      readonly block: RealBlock;
    };
  };
}

function shapeOfOurs(block: Block): unknown {
  return {
    attributes: mapped(block.attributes, (attribute) => flags(attribute.type, attribute)),
    blocks: mapped(block.blocks ?? {}, (nested) => ({
      nesting: nested.nesting,
      min: nested.minItems ?? 0,
      max: nested.maxItems ?? 0,
      ...(shapeOfOurs(nested) as object),
    })),
  };
}

function shapeOfReal(block: RealBlock): unknown {
  return {
    attributes: mapped(block.attributes ?? {}, (attribute) => flags(attribute.type, attribute)),
    blocks: mapped(block.block_types ?? {}, (nested) => ({
      nesting: nested.nesting_mode,
      min: nested.min_items ?? 0,
      max: nested.max_items ?? 0,
      ...(shapeOfReal(nested.block) as object),
    })),
  };
}

function flags(type: unknown, attribute: Omit<RealAttribute, "type"> | Attribute): unknown {
  const names = ["required", "optional", "computed", "sensitive", "deprecated"] as const;
  return { type, is: names.filter((name) => attribute[name] === true) };
}

function mapped<T>(items: { readonly [name: string]: T }, change: (item: T) => unknown): object {
  return Object.fromEntries(Object.entries(items).map(([name, item]) => [name, change(item)]));
}

describe("the stand-in for integrations/github", () => {
  const standIn = gitHubStandIn();

  it("offers the resources and data sources that this package declares", () => {
    expect(Object.keys(standIn.resources).sort()).toEqual([
      "github_actions_environment_variable",
      "github_actions_repository_oidc_subject_claim_customization_template",
      "github_actions_variable",
      "github_repository_environment",
      "github_repository_environment_deployment_policy",
      "github_repository_ruleset",
      "github_workflow_repository_permissions",
    ]);
    expect(Object.keys(standIn.dataSources).sort()).toEqual([
      "github_actions_repository_oidc_subject_claim_customization_template",
      "github_organization",
      "github_repository",
      "github_rest_api",
    ]);
  });

  it("says of everything that it is a stand-in", () => {
    const schemas = [standIn, ...Object.values(standIn.resources), ...Object.values(standIn.dataSources)];
    expect(schemas.filter(({ schema }) => !/stand-in/i.test(schema.description))).toEqual([]);
  });

  describe.runIf(existsSync(REAL))("beside the schema of the real 6.9.0", () => {
    const schemas = existsSync(REAL)
      ? JSON.parse(readFileSync(REAL, "utf8")).provider_schemas[GITHUB_SOURCE]
      : undefined;

    it("has the provider block of the real one", () => {
      expect(shapeOfOurs(standIn.schema)).toEqual(shapeOfReal(schemas.provider.block));
    });

    it.each(Object.keys(standIn.resources))("has the %s of the real one", (type) => {
      const real = schemas.resource_schemas[type];
      expect(standIn.resources[type]?.schema.version).toBe(real.version);
      expect(shapeOfOurs(standIn.resources[type]!.schema)).toEqual(shapeOfReal(real.block));
    });

    // github_rest_api is not in the dump.
    it.each(Object.keys(standIn.dataSources).filter((type) => type !== "github_rest_api"))(
      "has the data source %s of the real one",
      (type) => {
        const real = schemas.data_source_schemas[type];
        expect(shapeOfOurs(standIn.dataSources[type]!.schema)).toEqual(shapeOfReal(real.block));
      },
    );
  });
});
