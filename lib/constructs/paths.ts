import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";

/** Ids from the stack down to the construct, the stack's own left out. */
export function pathInStack(construct: IConstruct): readonly string[] {
  const { scopes } = construct.node;
  const stack = scopes.indexOf(TerraformStack.of(construct));
  return scopes.slice(stack + 1).map((scope) => scope.node.id);
}

/** An id for what is made in one construct on behalf of another: the same whatever the order of calls. */
export function idOnBehalfOf(prefix: string, construct: IConstruct): string {
  return [prefix, ...pathInStack(construct)].join("-");
}
