import { TerraformElement, TerraformResource, type TerraformStack } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import { DeclarationError } from "./errors.js";

/**
 * Has Terraform import what exists already, instead of making it a second time. Once it is applied, it can go.
 *
 * For many resources: cdktf's own `importFrom` starts the terraform binary once for each of them.
 *
 * @param existing - import ids by the paths, inside the stack, of the constructs that declare them
 * @throws DeclarationError with code `invalid_value` for a path where no resource is declared
 *
 * @example
 * importExisting(stack, {
 *   "ci-app": "acme.ci-app-x4f2",
 *   "prod/Grant-ci-app": "acme.prod.service.ci-app-x4f2",
 * })
 */
export function importExisting(stack: TerraformStack, existing: { readonly [path: string]: string }): void {
  const resources = Object.entries(existing).map(([path, id]) => ({ resource: resourceAt(stack, path), id }));
  new ImportBlocks(stack, "ImportExisting", resources);
}

function resourceAt(stack: TerraformStack, path: string): TerraformResource {
  const construct = path.split("/").reduce<IConstruct | undefined>((scope, id) => scope?.node.tryFindChild(id), stack);
  // an L2 has its L1 as `Resource`
  const resource = construct?.node.tryFindChild("Resource") ?? construct;
  if (resource === undefined || !TerraformResource.isTerraformResource(resource)) {
    const what = construct === undefined ? "there is no construct" : "no resource is declared";
    throw new DeclarationError("invalid_value", stack, `${what} at ${JSON.stringify(path)}, to import something into`);
  }
  return resource;
}

interface Existing {
  readonly resource: TerraformResource;
  readonly id: string;
}

/** Import blocks and nothing else. */
class ImportBlocks extends TerraformElement {
  readonly #existing: readonly Existing[];

  constructor(scope: Construct, id: string, existing: readonly Existing[]) {
    super(scope, id);
    this.#existing = existing;
  }

  override toTerraform(): { readonly import?: readonly object[] } {
    const blocks = this.#existing.map(({ resource, id }) => ({ to: addressOf(resource), id }));
    return blocks.length === 0 ? {} : { import: blocks };
  }

  override toHclTerraform(): { readonly import?: readonly object[] } {
    const blocks = this.#existing.map(({ resource, id }) => ({
      to: { value: addressOf(resource), type: "simple", storageClassType: "reference" },
      id: { value: id, type: "simple", storageClassType: "string" },
    }));
    return blocks.length === 0 ? {} : { import: blocks };
  }
}

function addressOf({ terraformResourceType, friendlyUniqueId }: TerraformResource): string {
  return `${terraformResourceType}.${friendlyUniqueId}`;
}
