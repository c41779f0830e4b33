import { PROPOSAL_EVENTS } from "../../../oidc/index.js";
import { LINKS } from "../links.js";
import { patternOf } from "../private/anchor.js";
import { written } from "../private/words.js";
import { admissionRule } from "../rule.js";

export const pullRequestTrusted = admissionRule({
  id: "pull-request-trusted",
  severity: "high",
  why: "A pull request runs its own version of workflow and code, before anyone has reviewed it",
  remedy: "let in the branch that it is merged into, on push, or an environment with reviewers",
  link: LINKS.gitHubSecureUse,
  check({ isGitHub, cubes }) {
    if (!isGitHub) {
      return undefined;
    }
    for (const cube of cubes) {
      const event = patternOf(cube, "event_name");
      if (
        event !== undefined &&
        (event.prefix ? event.text.startsWith("pull_request") : PROPOSAL_EVENTS.includes(event.text))
      ) {
        return `event_name ${written(event)} lets in unreviewed proposals`;
      }
      const sub = patternOf(cube, "sub");
      if (sub !== undefined && /^repo:[^:]+:pull_request/.test(sub.text)) {
        return `sub ${written(sub)} lets in unreviewed proposals`;
      }
      const ref = patternOf(cube, "ref");
      if (ref?.text.startsWith("refs/pull") === true) {
        return `ref ${written(ref)} lets in unreviewed proposals`;
      }
    }
    return undefined;
  },
});
