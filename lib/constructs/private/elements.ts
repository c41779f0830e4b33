import {
  DefaultTokenResolver,
  StringConcat,
  TerraformDataSource,
  TerraformElement,
  TerraformProvider,
  TerraformResource,
  TerraformStack,
  Tokenization,
} from "cdktf";
import type { IConstruct } from "constructs";

/** A resource, data source or provider block of a stack. */
export interface Element {
  readonly kind: "resource" | "data" | "provider";
  /** Terraform's type; `cloudsmith` for the provider. */
  readonly type: string;
  readonly construct: TerraformResource | TerraformDataSource | TerraformProvider;
}

/** Those of one stack, not those of stacks inside it, in the order of the tree. */
export function elementsOf(stack: TerraformStack): readonly Element[] {
  return elementsIn(constructsIn(stack));
}

/** Those among constructs. */
export function elementsIn(constructs: readonly IConstruct[]): readonly Element[] {
  const found: Element[] = [];
  for (const construct of constructs) {
    const kind = kindOf(construct);
    if (kind !== undefined) {
      const element = construct as Element["construct"];
      found.push({ kind, type: element.terraformResourceType, construct: element });
    }
  }
  return found;
}

/** All constructs of one stack, itself first, not those of stacks inside it. */
export function constructsIn(stack: TerraformStack): readonly IConstruct[] {
  const found: IConstruct[] = [];
  const visit = (construct: IConstruct): void => {
    found.push(construct);
    for (const child of construct.node.children) {
      if (!TerraformStack.isStack(child)) {
        visit(child);
      }
    }
  };
  visit(stack);
  return found;
}

/** The element's body as it will be written, overrides included, tokens not yet resolved. */
export function bodyOf({ kind, type, construct }: Element): { readonly [attribute: string]: unknown } {
  const fragment = construct.toTerraform();
  const body =
    kind === "provider" ? fragment.provider?.[type]?.[0] : fragment[kind]?.[type]?.[construct.friendlyUniqueId];
  return body ?? {};
}

/** A value as it will be written: references as Terraform's expressions. */
export function resolvedIn(stack: TerraformStack, value: unknown): unknown {
  const resolver = new DefaultTokenResolver(new StringConcat());
  return Tokenization.resolve(value, { scope: stack, resolver, preparing: false });
}

function kindOf(construct: IConstruct): Element["kind"] | undefined {
  if (!TerraformElement.isTerraformElement(construct)) {
    return undefined;
  }
  if (TerraformResource.isTerraformResource(construct)) {
    return "resource";
  }
  if (TerraformDataSource.isTerraformDataSource(construct)) {
    return "data";
  }
  return TerraformProvider.isTerraformProvider(construct) ? "provider" : undefined;
}
