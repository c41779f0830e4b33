import { LINKS } from "../links.js";
import { admissionRule } from "../rule.js";
import type { SettingView } from "../setting-view.js";
import { accountsOf, type TrustView } from "../trust-view.js";

export const dynamicMappingByAttackerChosenClaim = admissionRule({
  id: "dynamic-mapping-by-attacker-chosen-claim",
  severity: "high",
  why: "Whoever decides the claim's value decides which account the job gets",
  remedy:
    "map a claim that its bearer cannot choose: repository_id, repository_owner_id, job_workflow_ref or a custom property",
  link: LINKS.cloudsmithOidc,
  check(setting, trust) {
    const claim = setting.setting.mapping_claim;
    if (claim === null || setting.issuer === undefined || !isChosen(claim, setting) || isHarmless(setting, trust)) {
      return undefined;
    }
    return `${claim} chooses the account, and whoever writes or starts the workflow chooses it`;
  },
});

function isChosen(claim: string, { isGitHub, issuer, cubes }: SettingView): boolean {
  if (issuer?.claim(claim) === undefined) {
    return false;
  }
  if (!isGitHub) {
    const { stability, identifies } = issuer.claim(claim) ?? {};
    return identifies === undefined && (stability === "chosen" || stability === "volatile");
  }
  if (claim === "repository" || claim === "repository_owner") {
    // a name is no choice as long as its owner is known by id
    return !cubes.every(({ claims }) => claims.get("repository_owner_id")?.some.some(({ prefix }) => !prefix) === true);
  }
  return (
    !["repository_id", "repository_owner_id", "enterprise_id", "job_workflow_ref"].includes(claim) &&
    !claim.startsWith("repo_property_")
  );
}

/** Whether nothing is won by choosing: one account, or environments that are all known to be protected. */
function isHarmless(setting: SettingView, trust: TrustView): boolean {
  if (accountsOf(setting.setting).length < 2) {
    return setting.setting.dynamic_mappings.every(({ claim_value }) => !claim_value.endsWith(".*"));
  }
  const repository = trust.repositoryOf(setting);
  return (
    setting.setting.mapping_claim === "environment" &&
    repository !== undefined &&
    setting.setting.dynamic_mappings.every(({ claim_value }) => {
      const environment = trust.environmentOf(repository, claim_value);
      return (
        environment !== undefined &&
        ((environment.reviewers?.length ?? 0) > 0 ||
          (environment.deployment_branch_policy !== undefined && environment.deployment_branch_policy !== null))
      );
    })
  );
}
