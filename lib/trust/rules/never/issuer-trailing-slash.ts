import { LINKS } from "../links.js";
import { quoted } from "../private/words.js";
import { settingRule } from "../rule.js";

export const issuerTrailingSlash = settingRule({
  id: "issuer-trailing-slash",
  severity: "low",
  weighed: false,
  alsoDisabled: true,
  why: "Tokens carry the issuer without a slash; that one is forgiven is a reading of ours and not documented",
  remedy: "leave the slash out",
  link: LINKS.cloudsmithOidc,
  check({ setting: { provider_url: url }, issuer }) {
    return url.endsWith("/") && issuer !== undefined ? `${quoted(url)} ends in a slash` : undefined;
  },
});
