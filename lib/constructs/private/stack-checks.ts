/** Checks of a whole stack, added once by whatever construct of ours comes first. */
import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import type { Element } from "./elements.js";
import { StackReading } from "./stack-reading.js";
import { grantsWithTwoOwners } from "./two-owners.js";

const CHECKED = Symbol.for("cloudsmith-trust/stackChecks");

export function checkStackOf(construct: IConstruct): void {
  const stack = TerraformStack.of(construct);
  if (!Object.hasOwn(stack, CHECKED)) {
    Object.defineProperty(stack, CHECKED, { value: true });
    stack.node.addValidation({
      validate: () => {
        const reading = StackReading.anew(stack);
        return [
          ...namesThatAreNone(reading.elements),
          ...sharedAddresses(reading.elements),
          ...grantsWithTwoOwners(stack, reading),
        ];
      },
    });
  }
}

/** Source: Terraform's identifiers, which begin with a letter or an underscore. */
function namesThatAreNone(elements: readonly Element[]): string[] {
  return elements
    .filter(({ kind, construct }) => kind !== "provider" && !/^[A-Za-z_]/.test(construct.friendlyUniqueId))
    .map(
      ({ construct: { node, friendlyUniqueId } }) =>
        `${node.path} would become ${friendlyUniqueId}, and a name of Terraform begins with a letter or _: give it another id, or what it is in`,
    );
}

/**
 * cdktf merges two elements of one address into one, without a word: the last writer of each property wins. In a trust
 * policy that could widen what a reviewer read.
 */
function sharedAddresses(elements: readonly Element[]): string[] {
  const paths = new Map<string, string>();
  const problems: string[] = [];
  for (const { kind, type, construct } of elements) {
    if (kind === "provider") {
      continue;
    }
    const address = `${kind === "data" ? "data." : ""}${type}.${construct.friendlyUniqueId}`;
    const other = paths.get(address);
    if (other === undefined) {
      paths.set(address, construct.node.path);
    } else {
      problems.push(`${other} and ${construct.node.path} would both become ${address}; give one of them another id`);
    }
  }
  return problems;
}
