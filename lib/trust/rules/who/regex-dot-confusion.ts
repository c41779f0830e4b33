import { LINKS } from "../links.js";
import { quoted } from "../private/words.js";
import { settingRule } from "../rule.js";

const MARKS = /[\\^$+?()[\]|]/;
/** Names that people make up, which may hold any of these. */
const DISPLAY_NAMES = new Set(["workflow", "environment", "head_ref", "base_ref", "user_login", "step_key"]);

export const regexDotConfusion = settingRule({
  id: "regex-dot-confusion",
  severity: "low",
  weighed: false,
  why: "Values look like regular expressions because of .*, but are compared as they stand: every other mark stands for itself",
  remedy: "write the value in full, or as what it begins with and .*; make one setting for each alternative",
  link: LINKS.cloudsmithOidc,
  check({ requirements }) {
    for (const [name, { required, known }] of requirements) {
      if (!known || typeof required !== "string" || DISPLAY_NAMES.has(name) || name.startsWith("repo_property_")) {
        continue;
      }
      // the logins of apps end in [bot]
      const stem = required.replace(/\.\*$/, "").replace(/\[bot\]/g, "");
      if (MARKS.test(stem)) {
        return `${name} ${quoted(required)} reads like a regular expression`;
      }
    }
    return undefined;
  },
});
