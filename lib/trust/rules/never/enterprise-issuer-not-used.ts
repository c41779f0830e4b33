import { GITHUB } from "../../../oidc/index.js";
import { LINKS } from "../links.js";
import { asked } from "../private/narrowing.js";
import { settingRule } from "../rule.js";

export const enterpriseIssuerNotUsed = settingRule({
  id: "enterprise-issuer-not-used",
  severity: "low",
  weighed: false,
  why: "An enterprise can have an issuer of its own, which cuts off everybody else's jobs whatever the claims say",
  remedy: "have the enterprise put its slug into the issuer, and trust that one",
  link: LINKS.gitHubOidc,
  check(setting) {
    return setting.issuer === GITHUB && asked(setting, "enterprise", "enterprise_id").length > 0
      ? "names an enterprise and trusts the issuer that all of GitHub shares"
      : undefined;
  },
});
