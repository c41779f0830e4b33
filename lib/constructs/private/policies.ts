/** Which policies an element of a stack is under. */
import { Aspects } from "cdktf";
import type { IConstruct } from "constructs";
import type { TrustPolicy } from "../../trust/policy/policy.js";

/** Under it an aspect that is a policy holds what it says; one of any copy of this package. */
export const POLICY = Symbol.for("cloudsmith-trust/OrganizationPolicy");

/** Those applied to the element or to what it is in; to the app as well, whose aspects cdktf does not call. */
export type PolicyLookUp = (element: IConstruct) => ReadonlySet<TrustPolicy>;

const NONE: ReadonlySet<TrustPolicy> = new Set();

/** Asks each construct once, whatever number of elements is in it. */
export function policyLookUp(): PolicyLookUp {
  const known = new Map<IConstruct, ReadonlySet<TrustPolicy>>();
  return function policiesOf(element): ReadonlySet<TrustPolicy> {
    const found = known.get(element);
    if (found !== undefined) {
      return found;
    }
    const { scope } = element.node;
    const inherited = scope === undefined ? NONE : policiesOf(scope);
    const own = Aspects.of(element).all.flatMap((aspect) => (POLICY in aspect ? [aspect[POLICY] as TrustPolicy] : []));
    const all = own.length === 0 ? inherited : new Set([...inherited, ...own]);
    known.set(element, all);
    return all;
  };
}
