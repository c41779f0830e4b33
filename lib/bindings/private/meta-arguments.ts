import type { TerraformMetaArguments } from "cdktf";

const NAMES = ["dependsOn", "count", "provider", "lifecycle", "forEach", "provisioners", "connection"] as const;

/** Terraform's meta-arguments out of a configuration, those that are given. */
export function metaArguments(configuration: TerraformMetaArguments): TerraformMetaArguments {
  const given: { [name: string]: unknown } = {};
  for (const name of NAMES) {
    if (configuration[name] !== undefined) {
      given[name] = configuration[name];
    }
  }
  return given;
}
