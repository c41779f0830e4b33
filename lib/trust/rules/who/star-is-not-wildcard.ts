import { LINKS } from "../links.js";
import { quoted } from "../private/words.js";
import { settingRule } from "../rule.js";

/** Names that people make up, which may hold a star. */
const DISPLAY_NAMES = new Set(["workflow", "environment", "user_login"]);

export const starIsNotWildcard = settingRule({
  id: "star-is-not-wildcard",
  severity: "medium",
  weighed: false,
  why: "Cloudsmith's wildcard is .* at the end; a star without the dot stands for itself, so that nobody gets in, or not whom the reader thinks",
  remedy: "write .* at the end, or leave the claim out",
  link: LINKS.cloudsmithOidc,
  check({ requirements }) {
    for (const [name, { required, known }] of requirements) {
      if (known && typeof required === "string" && !DISPLAY_NAMES.has(name) && /(?:^|[^.])\*/.test(required)) {
        return `${name} ${quoted(required)} has a star that is no wildcard`;
      }
    }
    return undefined;
  },
});
