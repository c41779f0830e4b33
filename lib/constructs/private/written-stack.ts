import { TerraformElement, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { CloudsmithResource } from "../../bindings/private/resource.js";
import { type Resolve, settled } from "../../bindings/private/settled.js";
import { resolvedIn } from "./elements.js";

type Blocks = { readonly [name: string]: unknown };

/**
 * The part of a stack's JSON that trust is read from, as it will be written. Synth resolves the whole stack after this;
 * most of it holds no token, so it is neither resolved a second time for it nor copied.
 *
 * @param constructs - those of the stack
 */
export function writtenStack(stack: TerraformStack, constructs: readonly IConstruct[]): object {
  if (hasOwnWay(stack)) {
    return stack.toTerraform();
  }
  const found: { readonly [kind in "resource" | "data"]: { [type: string]: { [name: string]: unknown } } } = {
    resource: {},
    data: {},
  };
  const locals: { [name: string]: unknown } = {};
  const resolve = resolverOf(stack);
  for (const element of constructs) {
    if (!TerraformElement.isTerraformElement(element)) {
      continue;
    }
    const body = element instanceof CloudsmithResource ? element.tryBody() : undefined;
    if (body !== undefined) {
      const { terraformResourceType: type, friendlyUniqueId } = element as CloudsmithResource;
      found.resource[type] ??= {};
      found.resource[type][friendlyUniqueId] = settled(body, resolve);
      continue;
    }
    const fragment = element.toTerraform();
    for (const kind of ["resource", "data"] as const) {
      const types: Blocks = fragment[kind] ?? {};
      for (const type of Object.keys(types)) {
        found[kind][type] ??= {};
        Object.assign(found[kind][type], settled(types[type], resolve));
      }
    }
    if (fragment.locals !== undefined) {
      Object.assign(locals, settled(fragment.locals, resolve));
    }
  }
  return { ...found, locals };
}

/** Overrides of the stack as a whole, and a stack class that writes itself. */
function hasOwnWay(stack: TerraformStack): boolean {
  const { rawOverrides = {} } = stack as unknown as { readonly rawOverrides?: object };
  return Object.keys(rawOverrides).length > 0 || stack.toTerraform !== TerraformStack.prototype.toTerraform;
}

/** cdktf resolves a text that many bodies have, such as a reference to an account, once. */
function resolverOf(stack: TerraformStack): Resolve {
  const known = new Map<unknown, unknown>();
  return (value) => {
    if (typeof value !== "string") {
      return resolvedIn(stack, value);
    }
    if (!known.has(value)) {
      known.set(value, resolvedIn(stack, value));
    }
    return known.get(value);
  };
}
