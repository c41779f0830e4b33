/** Which policies an element of a stack is under. */
import { Aspects } from "cdktf";
import type { IConstruct } from "constructs";
import type { TrustPolicy } from "../../trust/policy/policy.js";

/** Under it an aspect that is a policy holds what it says; one of any copy of this package. */
export const POLICY = Symbol.for("cloudsmith-trust/OrganizationPolicy");

/** Those applied to the element or to what it is in; to the app as well, whose aspects cdktf does not call. */
export function policiesOf(element: IConstruct): ReadonlySet<TrustPolicy> {
  return new Set(
    element.node.scopes
      .flatMap((scope) => Aspects.of(scope).all)
      .flatMap((aspect) => (POLICY in aspect ? [aspect[POLICY] as TrustPolicy] : [])),
  );
}
