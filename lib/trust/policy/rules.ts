import type { Severity } from "../finding.js";
import type { Origin } from "../model.js";
import type { Rule } from "../rules/rule.js";
import type { TrustPolicy } from "./policy.js";
import { policyClaim } from "./rules/claim.js";
import { policyIds } from "./rules/ids.js";
import { policyIssuer } from "./rules/issuer.js";
import { policyOwner } from "./rules/owner.js";
import { policyPrivilege } from "./rules/privilege.js";

const MAKERS = [policyIssuer, policyOwner, policyClaim, policyPrivilege, policyIds];

/** Ids of the rules that policies have. */
export const POLICY_RULES: readonly string[] = MAKERS.map((make) => make({ mode: "enforce" }, "high").id);

/**
 * The rules of one policy.
 *
 * @param covers - whether the policy is about what was read there
 */
export function policyRules(policy: TrustPolicy, covers: (origin: Origin) => boolean): readonly Rule[] {
  const severity: Severity = policy.mode === "enforce" ? "high" : "medium";
  return MAKERS.map((make) => {
    const rule = make(policy, severity);
    return {
      ...rule,
      *check(trust) {
        for (const result of rule.check(trust)) {
          if ("notLooked" in result || covers(result.origin)) {
            yield result;
          }
        }
      },
    };
  });
}
