/** Grants that two resources of an app own: each would undo the other in every run. */
import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { bodyOf, type Element, elementsOf, resolvedIn } from "./elements.js";
import type { StackReading } from "./stack-reading.js";

interface Owner {
  readonly stack: TerraformStack;
  readonly construct: IConstruct;
  /** Organization and repository. */
  readonly repository: string;
  /** Kind and slug of the grantee; undefined owns every grant on the repository. */
  readonly grantee: string | undefined;
}

/** The first owners of grants on one repository: of all, of any, and of each. */
interface Earlier {
  all?: Owner;
  any?: Owner;
  readonly one: Map<string, Owner>;
}

const SINGLE = "cloudsmith_repository_privilege";
const TYPES = [SINGLE, "cloudsmith_repository_privileges"];
const KINDS = ["service", "team", "user"];

/** @returns a message for each grant of this stack that a resource before it, in this stack or another, owns too */
export function grantsWithTwoOwners(stack: TerraformStack, reading: StackReading): string[] {
  const problems: string[] = [];
  const earlier = new Map<string, Earlier>();
  for (const owner of ownersInApp(stack, reading)) {
    const { repository, grantee } = owner;
    const known: Earlier = earlier.get(repository) ?? { one: new Map() };
    earlier.set(repository, known);
    const other = known.all ?? (grantee === undefined ? known.any : known.one.get(grantee));
    if (other !== undefined && owner.stack === stack) {
      problems.push(
        `${pathOf(other)} and ${pathOf(owner)} both own ${whatOf(grantee === undefined ? other : owner)}; ` +
          "each would undo the other: keep one, or make them grants of one RepositoryPrivileges",
      );
    }
    known.any ??= owner;
    if (grantee === undefined) {
      known.all ??= owner;
    } else if (!known.one.has(grantee)) {
      known.one.set(grantee, owner);
    }
  }
  return problems;
}

function pathOf({ construct }: Owner): string {
  return construct.node.path;
}

function whatOf({ repository, grantee }: Owner): string {
  return grantee === undefined ? `all grants on ${repository}` : `the grant of ${grantee} on ${repository}`;
}

/** Every stack of an app asks in turn, of a tree that no longer changes: but for the asking stack, by its aspects. */
const known = new WeakMap<
  IConstruct,
  { readonly size: number; readonly owners: Map<TerraformStack, readonly Owner[]> }
>();

function ownersInApp(stack: TerraformStack, reading: StackReading): readonly Owner[] {
  const { root } = stack.node;
  const nodes = root.node.findAll();
  let cached = known.get(root);
  if (cached?.size !== nodes.length) {
    const stacks = nodes.filter((node): node is TerraformStack => TerraformStack.isStack(node));
    const owners = stacks.map((each) => [each, each === stack ? [] : ownersIn(each)] as const);
    cached = { size: nodes.length, owners: new Map(owners) };
    known.set(root, cached);
  }
  cached.owners.set(stack, ownersRead(stack, reading));
  return [...cached.owners.values()].flat();
}

/** Those of another stack. */
function ownersIn(stack: TerraformStack): Owner[] {
  return grants(elementsOf(stack)).map((element) =>
    ownerOf(stack, element, resolvedIn(stack, bodyOf(element)) as { readonly [attribute: string]: unknown }),
  );
}

/** Those of the stack that has just been read. */
function ownersRead(stack: TerraformStack, { elements, written }: StackReading): Owner[] {
  return grants(elements).map((element) =>
    ownerOf(stack, element, written.resource?.[element.type]?.[element.construct.friendlyUniqueId] ?? {}),
  );
}

function grants(elements: readonly Element[]): readonly Element[] {
  return elements.filter(({ kind, type }) => kind === "resource" && TYPES.includes(type));
}

function ownerOf(
  stack: TerraformStack,
  { type, construct }: Element,
  body: { readonly [attribute: string]: unknown },
): Owner {
  const repository = `${identity(stack, body.organization)}/${identity(stack, body.repository)}`;
  const kind = type === SINGLE ? KINDS.find((one) => body[one] !== undefined) : undefined;
  const grantee = kind === undefined ? undefined : `${kind} ${identity(stack, body[kind])}`;
  return { stack, construct, repository, grantee };
}

/** A reference means something in its own stack only. */
function identity(stack: TerraformStack, value: unknown): string {
  const text = String(value);
  return text.includes("${") ? `${stack.node.path}: ${text}` : text;
}
