import { LINKS } from "../links.js";
import { quoted } from "../private/words.js";
import { settingRule } from "../rule.js";

export const multiSelectProperty = settingRule({
  id: "multi-select-property",
  severity: "low",
  weighed: false,
  why: "Several selected values are joined by commas into one text: the same values in another order are another text",
  remedy: "use a property of a single value for trust",
  link: LINKS.gitHubOidc,
  check({ isGitHub, requirements }) {
    if (!isGitHub) {
      return undefined;
    }
    for (const [name, { required }] of requirements) {
      if (name.startsWith("repo_property_") && typeof required === "string" && required.includes(",")) {
        return `${name} ${quoted(required)} depends on the order of its values`;
      }
    }
    return undefined;
  },
});
