import type { Issuer } from "../../../oidc/index.js";
import { type Cube, claimSet, meetAll } from "../../algebra/index.js";
import type { Severity } from "../../finding.js";
import { LINKS } from "../../rules/links.js";
import { listed } from "../../rules/private/words.js";
import { admissionRule, type Rule } from "../../rules/rule.js";
import type { TrustPolicy } from "../policy.js";

export function policyOwner({ allowed_owners: allowed }: TrustPolicy, severity: Severity): Rule {
  return admissionRule({
    id: "policy-owner",
    severity,
    weighed: false,
    why: "All customers of a CI share its issuer, so only the owner in the token says whose jobs get in",
    remedy: "require one of the owners that the organization's policy allows, such as repository_owner_id on GitHub",
    link: LINKS.gitHubOidc,
    check({ issuer, cubes }) {
      if (allowed === undefined || issuer?.shared !== true || cubes.every((cube) => isOfOne(cube, issuer, allowed))) {
        return undefined;
      }
      const names = issuer.claims.filter(({ identifies }) => identifies === "organization").map(({ name }) => name);
      return `does not require an allowed owner (${listed(allowed)}) in ${listed(names)}`;
    },
  });
}

/** Digits are an id, and only an id; a person may choose a name of digits. */
function isOfOne(cube: Cube, issuer: Issuer, allowed: readonly string[]): boolean {
  return issuer.claims.some(({ name, identifies, stability }) => {
    const { some } = identifies === "organization" ? claimSet(cube, name) : { some: [] };
    const pattern = some.length === 0 ? undefined : meetAll(some);
    return (
      pattern !== undefined &&
      !pattern.prefix &&
      allowed.includes(pattern.text) &&
      (stability === "stable" || !/^\d+$/.test(pattern.text))
    );
  });
}
