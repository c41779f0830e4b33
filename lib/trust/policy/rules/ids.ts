import type { Severity } from "../../finding.js";
import { LINKS } from "../../rules/links.js";
import { admissionRule, type Rule } from "../../rules/rule.js";
import type { TrustPolicy } from "../policy.js";

export function policyIds({ must_pin_ids: mustPin }: TrustPolicy, severity: Severity): Rule {
  return admissionRule({
    id: "policy-ids",
    severity,
    weighed: false,
    why: "A name can be given up and taken by somebody else, who then gets in; an id is never given twice",
    remedy: "require ids instead of names: repository_owner_id and repository_id on GitHub",
    link: LINKS.gitHubOidc,
    check({ anchor, issuer }) {
      if (mustPin !== true || issuer === undefined || (anchor.level !== "none" && anchor.stable)) {
        return undefined;
      }
      return anchor.level === "none"
        ? "is tied to nobody's id, and the policy asks for one"
        : "is tied to an owner or project by name, and the policy asks for its id";
    },
  });
}
