import { TerraformElement, TerraformStack, Token } from "cdktf";
import { resolvedIn } from "./elements.js";

type Blocks = { readonly [type: string]: { readonly [name: string]: unknown } };

/**
 * The part of a stack's JSON that trust is read from, as it will be written. Synth resolves the whole stack after this;
 * most of it holds no token, so it is not resolved a second time for it.
 */
export function writtenStack(stack: TerraformStack): object {
  if (hasOwnWay(stack)) {
    return stack.toTerraform();
  }
  const found = { resource: new Map<string, Map<string, unknown>>(), data: new Map<string, Map<string, unknown>>() };
  const locals: { [name: string]: unknown } = {};
  const resolved = new Map<string, unknown>();
  for (const element of stack.node.findAll()) {
    if (!TerraformElement.isTerraformElement(element) || TerraformStack.of(element) !== stack) {
      continue;
    }
    const fragment = element.toTerraform();
    for (const kind of ["resource", "data"] as const) {
      for (const [type, named] of Object.entries((fragment[kind] ?? {}) as Blocks)) {
        const ofType = found[kind].get(type) ?? new Map<string, unknown>();
        found[kind].set(type, ofType);
        for (const [name, body] of Object.entries(named)) {
          ofType.set(name, written(stack, body, resolved));
        }
      }
    }
    Object.assign(locals, written(stack, fragment.locals, resolved));
  }
  return { resource: asObjects(found.resource), data: asObjects(found.data), locals };
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
  if (value === null || Object.getPrototypeOf(value) !== Object.prototype || Object.keys(value).some(isToken)) {
    return value === null ? null : resolvedIn(stack, value);
  }
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, each]) =>
      each === undefined || name === "//" ? [] : [[name, written(stack, each, resolved)]],
    ),
  );
}

function isToken(text: string): boolean {
  return text.includes("TfToken[");
}

function asObjects(blocks: ReadonlyMap<string, ReadonlyMap<string, unknown>>): Blocks {
  return Object.fromEntries([...blocks].map(([type, named]) => [type, Object.fromEntries(named)]));
}
