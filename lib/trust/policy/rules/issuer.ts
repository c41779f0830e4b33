import { issuerKey } from "../../../oidc/index.js";
import type { Severity } from "../../finding.js";
import { LINKS } from "../../rules/links.js";
import { listed, quoted } from "../../rules/private/words.js";
import { type Rule, settingRule } from "../../rules/rule.js";
import type { TrustPolicy } from "../policy.js";

export function policyIssuer({ allowed_issuers: allowed }: TrustPolicy, severity: Severity): Rule {
  const keys = new Set(allowed?.map(issuerKey));
  return settingRule({
    id: "policy-issuer",
    severity,
    weighed: false,
    why: "Whoever runs an issuer can make tokens that say anything, so the organization names the issuers that it believes",
    remedy: "use an issuer that the organization's policy allows, or have the policy changed",
    link: LINKS.cloudsmithOidc,
    check({ setting: { provider_url } }) {
      return allowed === undefined || keys.has(issuerKey(provider_url))
        ? undefined
        : `believes ${quoted(provider_url)}; the policy allows ${listed(allowed)}`;
    },
  });
}
