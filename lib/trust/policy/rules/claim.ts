import type { Severity } from "../../finding.js";
import { LINKS } from "../../rules/links.js";
import { listed } from "../../rules/private/words.js";
import { type Rule, settingRule } from "../../rules/rule.js";
import type { TrustPolicy } from "../policy.js";

export function policyClaim({ forbidden_claims: forbidden = [] }: TrustPolicy, severity: Severity): Rule {
  return settingRule({
    id: "policy-claim",
    severity,
    weighed: false,
    why: "The organization holds that what this claim says is nothing to rest trust on",
    remedy: "require another claim, or have the organization's policy changed",
    link: LINKS.cloudsmithOidc,
    check({ requirements, setting: { mapping_claim } }) {
      const used = forbidden.filter((name) => requirements.has(name) || name === mapping_claim);
      return used.length === 0 ? undefined : `rests on ${listed(used)}, which the policy forbids`;
    },
  });
}
