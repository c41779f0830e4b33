import { LINKS } from "../links.js";
import { written } from "../private/words.js";
import { admissionRule } from "../rule.js";
import type { SettingView } from "../setting-view.js";

/** Claims that begin with an owner, each with what stands before it. */
const OWNER_FIRST: readonly (readonly [claim: string, lead: string])[] = [
  ["repository", ""],
  ["repository_owner", ""],
  ["sub", "repo:"],
  ["job_workflow_ref", ""],
  ["workflow_ref", ""],
];

/** Requirements whose wildcard stands within the owner's name, so that longer names fit as well. */
export function lookAlikes(setting: SettingView): readonly (readonly [claim: string, shown: string])[] {
  if (!setting.isGitHub || isPinned(setting)) {
    return [];
  }
  return OWNER_FIRST.flatMap(([claim, lead]) => {
    const pattern = setting.ownPattern(claim);
    if (pattern?.prefix !== true || !pattern.text.startsWith(lead)) {
      return [];
    }
    const owner = pattern.text.slice(lead.length);
    return owner !== "" && !/[/:@]/.test(owner) ? [[claim, written(pattern)] as const] : [];
  });
}

/** An id says whose job it is, whatever a name beside it leaves open. */
function isPinned(setting: SettingView): boolean {
  return setting.literal("repository_owner_id") !== undefined || setting.literal("repository_id") !== undefined;
}

export const ownerPrefixWildcard = admissionRule({
  id: "owner-prefix-wildcard",
  severity: "critical",
  why: "A wildcard within the owner's name also fits longer names, which anybody can register: acme.* fits acme-evil",
  remedy: "write the owner in full, with its slash or colon, before the wildcard; better, require repository_owner_id",
  link: LINKS.gitHubOidc,
  check(setting) {
    const [found] = lookAlikes(setting);
    return found && `${found[0]} ${found[1]} fits any owner whose name only begins so`;
  },
});
