import { LINKS } from "../links.js";
import { quoted } from "../private/words.js";
import { settingRule } from "../rule.js";

export const wildcardMidValue = settingRule({
  id: "wildcard-mid-value",
  severity: "medium",
  weighed: false,
  why: "Only a .* at the end of a value is a wildcard; anywhere else it stands for itself and fits no token",
  remedy: "put the wildcard at the end, and require the rest by claims of their own",
  link: LINKS.cloudsmithOidc,
  check({ requirements }) {
    for (const [name, { required, known }] of requirements) {
      if (known && typeof required === "string" && required.slice(0, -1).includes(".*")) {
        return `${name} ${quoted(required)} has a wildcard before its end`;
      }
    }
    return undefined;
  },
});
