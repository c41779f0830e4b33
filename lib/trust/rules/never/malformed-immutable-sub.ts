import { LINKS } from "../links.js";
import { written } from "../private/words.js";
import { settingRule } from "../rule.js";

export const malformedImmutableSub = settingRule({
  id: "malformed-immutable-sub",
  severity: "medium",
  weighed: false,
  why: "Subjects carry the ids of both owner and repository behind an @, or of neither: any other form is never met, or lets in strangers",
  remedy: "write repo:OWNER@OWNER-ID/NAME@ID:… in full, or require repository_id and repository_owner_id instead",
  link: LINKS.gitHubOidc,
  check(setting) {
    const sub = setting.isGitHub ? setting.ownPattern("sub") : undefined;
    if (sub === undefined || !sub.text.startsWith("repo:")) {
      return undefined;
    }
    const rest = sub.text.slice("repo:".length);
    const end = rest.indexOf(":");
    const segment = end < 0 ? rest : rest.slice(0, end);
    const open = sub.prefix && end < 0;
    if (open && /@[0-9]*$/.test(segment)) {
      return `sub ${written(sub)} has a wildcard within an id`;
    }
    const [owner = "", name] = segment.split("/");
    if (name !== undefined && !open && owner.includes("@") !== name.includes("@")) {
      return `sub ${written(sub)} has an id on one side only`;
    }
    const ownerId = setting.literal("repository_owner_id");
    return ownerId !== undefined && owner.endsWith(`-${ownerId}`)
      ? `sub ${written(sub)} joins name and id by a hyphen`
      : undefined;
  },
});
