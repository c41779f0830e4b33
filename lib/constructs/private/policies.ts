/** Which policies an element of a stack is under. */
import type { IConstruct } from "constructs";
import type { TrustPolicy } from "../../trust/policy/policy.js";

const applied = new WeakMap<IConstruct, Set<TrustPolicy>>();

export function applyPolicy(policy: TrustPolicy, element: IConstruct): void {
  const policies = applied.get(element) ?? new Set();
  applied.set(element, policies.add(policy));
}

export function policiesOf(element: IConstruct): ReadonlySet<TrustPolicy> {
  return applied.get(element) ?? new Set();
}
