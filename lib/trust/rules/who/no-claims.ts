import { LINKS } from "../links.js";
import { admissionRule } from "../rule.js";

export const noClaims = admissionRule({
  id: "no-claims",
  severity: "critical",
  why: "An issuer that many share signs for all of them: without claims, any job anywhere that knows organization and account gets in",
  remedy: "require claims that name the repository or project, by id",
  link: LINKS.cloudsmithOidc,
  check(setting) {
    const { requirements, issuer, isDynamic, anchor } = setting;
    if (setting.asked.length > 0 || (isDynamic && anchor.level !== "none")) {
      return undefined;
    }
    const message =
      requirements.size === 0 ? "requires no claim at all" : "requires claims to be there and takes any value of them";
    return issuer?.shared === true
      ? message
      : { message: `${message}: every job of this issuer gets in`, severity: "high" };
  },
});
