import { LINKS } from "../links.js";
import { settingRule } from "../rule.js";

export const unknownClaim = settingRule({
  id: "unknown-claim",
  severity: "medium",
  weighed: false,
  why: "A claim that tokens do not have is never met, so nobody gets in",
  remedy: "correct the name, or leave the claim out",
  link: LINKS.gitHubOidc,
  check({ issuer, requirements, setting }) {
    if (issuer === undefined) {
      return undefined;
    }
    const names = [...requirements.keys(), ...(setting.mapping_claim === null ? [] : [setting.mapping_claim])];
    const unknown = names.find((name) => issuer.claim(name) === undefined && !name.includes("${"));
    if (unknown === undefined) {
      return undefined;
    }
    const meant = issuer.nearestClaim(unknown);
    return `${issuer.name} has no claim ${unknown}${meant === undefined ? "" : `; did you mean ${meant}?`}`;
  },
});
