import { LINKS } from "../links.js";
import { admissionRule } from "../rule.js";

export const dynamicMappingWithoutTenantAnchor = admissionRule({
  id: "dynamic-mapping-without-tenant-anchor",
  severity: "critical",
  why: "The mapping chooses among those who are let in; without claims that name an owner, anybody's job is",
  remedy: "require repository_owner_id, or map repository_id by whole values",
  link: LINKS.cloudsmithOidc,
  check({ isDynamic, issuer, anchor, setting }) {
    return isDynamic && issuer?.shared === true && anchor.level === "none"
      ? `maps ${setting.mapping_claim} of jobs whose owner it does not ask for`
      : undefined;
  },
});
