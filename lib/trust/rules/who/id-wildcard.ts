import { LINKS } from "../links.js";
import { isFree } from "../private/narrowing.js";
import { written } from "../private/words.js";
import { admissionRule } from "../rule.js";

export const idWildcard = admissionRule({
  id: "id-wildcard",
  severity: "high",
  why: "Numbers that begin alike have nothing to do with each other: 6.* fits the ids of millions of strangers",
  remedy: "write the id in full; make one setting for each, or map them to accounts",
  link: LINKS.cloudsmithOidc,
  check(setting) {
    for (const name of setting.requirements.keys()) {
      const pattern = setting.ownPattern(name);
      if (isId(name) && pattern?.prefix === true && !isFree(pattern)) {
        return `${name} ${written(pattern)} fits every id that begins so`;
      }
    }
    const { mapping_claim: claim, dynamic_mappings } = setting.setting;
    const mapping =
      claim !== null && isId(claim) ? dynamic_mappings.find((each) => each.claim_value.endsWith(".*")) : undefined;
    return mapping && `the mapping of ${claim} ${JSON.stringify(mapping.claim_value)} fits every id that begins so`;
  },
});

function isId(name: string): boolean {
  return /(?:_id|Uuid|-id)$/.test(name);
}
