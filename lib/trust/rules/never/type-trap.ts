import { isClaimText, mayBeginClaim } from "../../../oidc/index.js";
import { LINKS } from "../links.js";
import { quoted } from "../private/words.js";
import { settingRule } from "../rule.js";

/** Claims whose grammar other rules speak of, with a remedy of their own. */
const ELSEWHERE = new Set(["iss", "ref", "workflow_ref", "job_workflow_ref", "sub"]);

export const typeTrap = settingRule({
  id: "type-trap",
  severity: "medium",
  weighed: false,
  why: "A value that tokens never have is never met, so nobody gets in",
  remedy: "write the value as tokens have it; numbers and true or false as texts",
  link: LINKS.gitHubOidc,
  check({ issuer, requirements }) {
    for (const [name, { required, pattern, known }] of requirements) {
      if (typeof required !== "string") {
        const kind = required === null ? "null" : Array.isArray(required) ? "a list" : typeof required;
        return `${name} is required to be ${kind === "object" ? "an object" : kind}, not a text`;
      }
      const claim = issuer?.claim(name);
      if (!known || pattern === undefined || claim === undefined || claim.notText === true || ELSEWHERE.has(name)) {
        continue;
      }
      if (pattern.prefix ? !mayBeginClaim(claim, pattern.text) : !isClaimText(claim, pattern.text)) {
        return `${name} ${quoted(required)} is no value that tokens have: expected ${claim.form}`;
      }
    }
    return undefined;
  },
});
