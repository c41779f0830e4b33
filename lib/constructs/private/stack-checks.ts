/** Checks of a whole stack, added once by whatever construct of ours comes first. */
import { TerraformDataSource, TerraformResource, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";

const CHECKED = Symbol.for("cloudsmith-trust/stackChecks");

export function checkStackOf(construct: IConstruct): void {
  const stack = TerraformStack.of(construct);
  if (!Object.hasOwn(stack, CHECKED)) {
    Object.defineProperty(stack, CHECKED, { value: true });
    stack.node.addValidation({ validate: () => sharedAddresses(stack) });
  }
}

/**
 * cdktf merges two elements of one address into one, without a word: the last writer of each property wins. In a trust
 * policy that could widen what a reviewer read.
 */
function sharedAddresses(stack: TerraformStack): string[] {
  const paths = new Map<string, string>();
  const problems: string[] = [];
  for (const node of stack.node.findAll()) {
    const address = addressOf(node);
    if (address === undefined || TerraformStack.of(node) !== stack) {
      continue;
    }
    const other = paths.get(address);
    if (other === undefined) {
      paths.set(address, node.node.path);
    } else {
      problems.push(`${other} and ${node.node.path} would both become ${address}; give one of them another id`);
    }
  }
  return problems;
}

function addressOf(node: IConstruct): string | undefined {
  if (TerraformResource.isTerraformResource(node)) {
    return `${node.terraformResourceType}.${node.friendlyUniqueId}`;
  }
  if (TerraformDataSource.isTerraformDataSource(node)) {
    return `data.${node.terraformResourceType}.${node.friendlyUniqueId}`;
  }
  return undefined;
}
