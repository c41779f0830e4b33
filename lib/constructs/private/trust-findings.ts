/** What the rules, and the policies that a stack is under, say of the trust it declares. */
import type { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import type { Finding } from "../../trust/index.js";
import type { TrustPolicy } from "../../trust/policy/policy.js";
import { elementsOf } from "./elements.js";
import { judgement } from "./judgement.js";
import { policiesOf } from "./policies.js";
import { writtenStack } from "./written-stack.js";

export interface ConstructFinding {
  readonly construct: IConstruct;
  readonly finding: Finding;
}

type Body = { readonly [attribute: string]: unknown };
type Written = { readonly [block: string]: { readonly [type: string]: { readonly [name: string]: Body } } };

/** @param whole - stands for the stack, for findings that are about none of its elements */
export function trustFindings(stack: TerraformStack, whole: IConstruct): readonly ConstructFinding[] {
  const elements = trustElements(stack);
  if (elements.size === 0) {
    return [];
  }
  const { RULES, checkTrust, policyRules, readSynthesized } = judgement();
  const rules = [
    ...RULES,
    ...policiesIn(elements).flatMap((policy) =>
      policyRules(policy, ({ at }) => {
        const element = elements.get(at);
        return element !== undefined && policiesOf(element).has(policy);
      }),
    ),
  ];
  const found = new Map<string, ConstructFinding>();
  for (const part of byOrganization(writtenStack(stack) as Written)) {
    for (const finding of checkTrust(readSynthesized(part, stack.node.path), {}, rules).findings) {
      const element = elements.get(finding.where);
      const construct = element === undefined ? whole : declaring(element);
      found.set(`${finding.rule} ${finding.where} ${finding.message}`, { construct, finding });
    }
  }
  return [...found.values()];
}

/** Elements that trust is read from, by their addresses. */
export function trustElements(stack: TerraformStack): ReadonlyMap<string, IConstruct> {
  const found = new Map<string, IConstruct>();
  for (const { kind, type, construct } of elementsOf(stack)) {
    if (kind === "resource" && type.startsWith("cloudsmith_")) {
      found.set(`${type}.${construct.friendlyUniqueId}`, construct);
    }
  }
  return found;
}

/** The policies that any of these elements is under. */
export function policiesIn(elements: ReadonlyMap<string, IConstruct>): readonly TrustPolicy[] {
  return [...new Set([...elements.values()].flatMap((element) => [...policiesOf(element)]))];
}

/** The construct that a person wrote: an L2 has its L1 as `Resource`. */
function declaring(element: IConstruct): IConstruct {
  const { id, scope } = element.node;
  return id === "Resource" && scope !== undefined ? scope : element;
}

/** Trust is judged one organization at a time; what does not say its organization belongs to each. */
function byOrganization(written: Written): readonly Written[] {
  const { resource = {} } = written;
  const organizations = new Set<string>();
  for (const named of Object.values(resource)) {
    for (const body of Object.values(named)) {
      const organization = organizationOf(body);
      if (organization !== undefined) {
        organizations.add(organization);
      }
    }
  }
  if (organizations.size < 2) {
    return [written];
  }
  return [...organizations].map((organization) => {
    const belongs = (body: Body) => (organizationOf(body) ?? organization) === organization;
    const parts = Object.entries(resource).map(([type, named]) => {
      const inside = Object.entries(named).filter(([, body]) => belongs(body));
      return [type, Object.fromEntries(inside)] as const;
    });
    return { ...written, resource: Object.fromEntries(parts) };
  });
}

function organizationOf({ organization, namespace }: Body): string | undefined {
  const value = organization ?? namespace;
  return typeof value === "string" && !value.includes("${") ? value : undefined;
}
