import { TerraformElement, TerraformStack, Token } from "cdktf";
import type { IConstruct } from "constructs";
import { CloudsmithResource } from "../../bindings/private/resource.js";
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
  const resolved = new Map<string, unknown>();
  for (const element of constructs) {
    if (!TerraformElement.isTerraformElement(element)) {
      continue;
    }
    const body = element instanceof CloudsmithResource ? element.tryBody() : undefined;
    if (body !== undefined) {
      const { terraformResourceType: type, friendlyUniqueId } = element as CloudsmithResource;
      found.resource[type] ??= {};
      found.resource[type][friendlyUniqueId] = written(stack, body, resolved);
      continue;
    }
    const fragment = element.toTerraform();
    for (const kind of ["resource", "data"] as const) {
      const types: Blocks = fragment[kind] ?? {};
      for (const type of Object.keys(types)) {
        found[kind][type] ??= {};
        Object.assign(found[kind][type], written(stack, types[type], resolved));
      }
    }
    if (fragment.locals !== undefined) {
      Object.assign(locals, written(stack, fragment.locals, resolved));
    }
  }
  return { ...found, locals };
}

/** Overrides of the stack as a whole, and a stack class that writes itself. */
function hasOwnWay(stack: TerraformStack): boolean {
  const { rawOverrides = {} } = stack as unknown as { readonly rawOverrides?: object };
  return Object.keys(rawOverrides).length > 0 || stack.toTerraform !== TerraformStack.prototype.toTerraform;
}

function written(stack: TerraformStack, value: unknown, resolved: Map<string, unknown>): unknown {
  switch (typeof value) {
    case "string": {
      if (!isToken(value)) {
        return value;
      }
      const known = resolved.get(value) ?? resolvedIn(stack, value);
      resolved.set(value, known);
      return known;
    }
    case "number":
      return Token.isUnresolved(value) ? resolvedIn(stack, value) : value;
    case "object":
      break;
    default:
      return value;
  }
  if (Array.isArray(value)) {
    // a token that stands for a list is a list of one text
    return value.some((each) => typeof each === "string" && each.startsWith("#{") && isToken(each))
      ? resolvedIn(stack, value)
      : value.map((each) => written(stack, each, resolved));
  }
  if (value === null) {
    return null;
  }
  const names = Object.keys(value);
  if (Object.getPrototypeOf(value) !== Object.prototype || names.some(isToken)) {
    return resolvedIn(stack, value);
  }
  const fields = value as Blocks;
  let copy: { [name: string]: unknown } | undefined;
  for (const name of names) {
    // where a construct was made is cdktf's own, and nothing of it is read
    const each = name === "//" ? undefined : fields[name];
    const now = written(stack, each, resolved);
    if (now !== each) {
      copy ??= { ...fields };
      copy[name] = now;
    }
  }
  return copy ?? fields;
}

function isToken(text: string): boolean {
  return text.includes("TfToken[");
}
