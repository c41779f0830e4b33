/** What the rules, and the policies that a stack is under, say of the trust it declares. */
import type { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { EXCEPTIONS_KEY } from "../../trust/exceptions.js";
import type { Finding } from "../../trust/index.js";
import type { TrustPolicy } from "../../trust/policy/policy.js";
import { REPOSITORIES_KEY } from "../../trust/synthesized/repositories-key.js";
import { declaredRepositories } from "../declared-repository.js";
import type { Element } from "./elements.js";
import { judgement } from "./judgement.js";
import { type PolicyLookUp, policyLookUp } from "./policies.js";
import type { StackReading, Written } from "./stack-reading.js";

export interface ConstructFinding {
  readonly construct: IConstruct;
  readonly finding: Finding;
}

type Body = { readonly [attribute: string]: unknown };

/** @param whole - stands for the stack, for findings that are about none of its elements */
export function trustFindings(
  stack: TerraformStack,
  reading: StackReading,
  whole: IConstruct,
): readonly ConstructFinding[] {
  const elements = trustElements(reading.elements);
  if (elements.size === 0) {
    return [];
  }
  const { RULES, checkTrust, policyRules, readSynthesized } = judgement();
  const policiesOf = policyLookUp();
  const rules = [
    ...RULES,
    ...policiesIn(elements, policiesOf).flatMap((policy) =>
      policyRules(policy, ({ at }) => {
        const element = elements.get(at);
        return element !== undefined && policiesOf(element).has(policy);
      }),
    ),
  ];
  const found = new Map<string, ConstructFinding>();
  for (const part of byOrganization(withRepositories(reading))) {
    for (const finding of checkTrust(readSynthesized(part, stack.node.path), {}, rules).findings) {
      const element = elements.get(finding.where);
      const construct = element === undefined ? whole : declaring(element);
      found.set(`${finding.rule} ${finding.where} ${finding.message}`, { construct, finding });
    }
  }
  return [...found.values()];
}

/** With the repositories on GitHub that the stack sets up, where the stack as written will have them. */
function withRepositories({ written, constructs }: StackReading): Written {
  const repositories = declaredRepositories(constructs);
  return repositories.length === 0
    ? written
    : { ...written, "//": { metadata: { [EXCEPTIONS_KEY]: { [REPOSITORIES_KEY]: repositories } } } };
}

/** Elements that trust is read from, by their addresses. */
export function trustElements(elements: readonly Element[]): ReadonlyMap<string, IConstruct> {
  const found = new Map<string, IConstruct>();
  for (const { kind, type, construct } of elements) {
    if (kind === "resource" && type.startsWith("cloudsmith_")) {
      found.set(`${type}.${construct.friendlyUniqueId}`, construct);
    }
  }
  return found;
}

/** The policies that any of these elements is under. */
export function policiesIn(
  elements: ReadonlyMap<string, IConstruct>,
  policiesOf: PolicyLookUp,
): readonly TrustPolicy[] {
  const found = new Set<TrustPolicy>();
  for (const element of elements.values()) {
    for (const policy of policiesOf(element)) {
      found.add(policy);
    }
  }
  return [...found];
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
