import { LINKS } from "../links.js";
import { askedOfJob } from "../private/narrowing.js";
import { listed } from "../private/words.js";
import { admissionRule } from "../rule.js";
import { lookAlikes } from "./owner-prefix-wildcard.js";

export const noTenantAnchor = admissionRule({
  id: "no-tenant-anchor",
  severity: "critical",
  why: "All of the CI's customers share the issuer, and claims about code, event or runner are the same in anybody's jobs",
  remedy: "require claims that name the repository or project, by id: repository_id and repository_owner_id on GitHub",
  link: LINKS.gitHubOidc,
  check(setting) {
    const names = askedOfJob(setting);
    return setting.issuer?.shared !== true ||
      setting.isDynamic ||
      setting.anchor.level !== "none" ||
      names.length === 0 ||
      lookAlikes(setting).length > 0
      ? undefined
      : `requires ${listed(names)}, of which none names an owner or a repository`;
  },
});
