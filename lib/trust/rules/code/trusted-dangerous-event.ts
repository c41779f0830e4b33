import { LINKS } from "../links.js";
import { literalOf } from "../private/anchor.js";
import { DANGEROUS_EVENTS } from "../private/narrowing.js";
import { admissionRule } from "../rule.js";

export const trustedDangerousEvent = admissionRule({
  id: "trusted-dangerous-event",
  severity: "high",
  why: "People who are not trusted start this event, with text or code of theirs at hand, and it runs with the repository's full rights",
  remedy: "publish on push or release, or by workflow_dispatch, and not in a run that an outsider can start",
  link: LINKS.gitHubSecureUse,
  check({ isGitHub, cubes }) {
    const event = isGitHub
      ? cubes.map((cube) => literalOf(cube, "event_name")).find((name) => DANGEROUS_EVENTS.includes(name ?? ""))
      : undefined;
    return event && `lets in ${event}`;
  },
});
