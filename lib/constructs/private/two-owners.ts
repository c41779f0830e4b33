/** Grants that two resources of an app own: each would undo the other in every run. */
import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { bodyOf, type Element, elementsOf, resolvedIn } from "./elements.js";

interface Owner {
  readonly stack: TerraformStack;
  readonly path: string;
  /** Organization and repository. */
  readonly repository: string;
  /** Kind and slug of the grantee; undefined owns every grant on the repository. */
  readonly grantee: string | undefined;
  /** For people. */
  readonly what: string;
}

const TYPES = ["cloudsmith_repository_privilege", "cloudsmith_repository_privileges"];
const KINDS = ["service", "team", "user"];

/** @returns a message for each grant of this stack that a resource before it, in this stack or another, owns too */
export function grantsWithTwoOwners(stack: TerraformStack): string[] {
  const problems: string[] = [];
  const earlier = new Map<string, Owner>();
  for (const owner of ownersInApp(stack.node.root)) {
    const all = `${owner.repository} all`;
    const any = `${owner.repository} any`;
    const one = `${owner.repository} ${owner.grantee}`;
    const other = earlier.get(all) ?? earlier.get(owner.grantee === undefined ? any : one);
    if (other !== undefined && owner.stack === stack) {
      problems.push(
        `${other.path} and ${owner.path} both own ${owner.grantee === undefined ? other.what : owner.what}; ` +
          "each would undo the other: keep one, or make them grants of one RepositoryPrivileges",
      );
    }
    for (const key of [any, owner.grantee === undefined ? all : one]) {
      earlier.set(key, earlier.get(key) ?? owner);
    }
  }
  return problems;
}

/** Every stack of an app asks in turn, of a tree that no longer changes. */
const known = new WeakMap<IConstruct, { readonly size: number; readonly owners: readonly Owner[] }>();

function ownersInApp(root: IConstruct): readonly Owner[] {
  const nodes = root.node.findAll();
  const cached = known.get(root);
  if (cached?.size === nodes.length) {
    return cached.owners;
  }
  const owners = nodes.filter((node): node is TerraformStack => TerraformStack.isStack(node)).flatMap(ownersIn);
  known.set(root, { size: nodes.length, owners });
  return owners;
}

function ownersIn(stack: TerraformStack): Owner[] {
  return elementsOf(stack)
    .filter(({ kind, type }) => kind === "resource" && TYPES.includes(type))
    .map((element) => ownerOf(stack, element));
}

function ownerOf(stack: TerraformStack, element: Element): Owner {
  const body = bodyOf(element);
  const text = (attribute: string) => identity(stack, body[attribute]);
  const repository = `${text("organization")}/${text("repository")}`;
  const kind =
    element.type === "cloudsmith_repository_privilege" ? KINDS.find((one) => body[one] !== undefined) : undefined;
  const path = (element.construct as IConstruct).node.path;
  return kind === undefined
    ? { stack, path, repository, grantee: undefined, what: `all grants on ${repository}` }
    : {
        stack,
        path,
        repository,
        grantee: `${kind} ${text(kind)}`,
        what: `the grant of ${kind} ${text(kind)} on ${repository}`,
      };
}

/** A reference means something in its own stack only. */
function identity(stack: TerraformStack, value: unknown): string {
  if (typeof value === "string" && !value.includes("${")) {
    return value;
  }
  const text = String(resolvedIn(stack, value));
  return text.includes("${") ? `${stack.node.path}: ${text}` : text;
}
