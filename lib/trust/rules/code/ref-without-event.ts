import { LINKS } from "../links.js";
import { patternOf } from "../private/anchor.js";
import { written } from "../private/words.js";
import { admissionRule } from "../rule.js";

export const refWithoutEvent = admissionRule({
  id: "ref-without-event",
  severity: "medium",
  why: "pull_request_target, issue_comment, workflow_run and others run at the default branch too, started by people who are not trusted",
  remedy: 'require event_name as well, such as "push"; or an environment, or the workflow file',
  link: LINKS.gitHubEvents,
  check({ isGitHub, anchor, cubes }) {
    if (!isGitHub || anchor.level === "none") {
      return undefined;
    }
    for (const cube of cubes) {
      const ref = patternOf(cube, "ref");
      const tied = ["event_name", "environment", "workflow_ref", "job_workflow_ref"].some(
        (name) => patternOf(cube, name) !== undefined,
      );
      if (ref?.text.startsWith("refs/heads/") === true && !tied) {
        return `ref ${written(ref)} lets in every event that runs there`;
      }
    }
    return undefined;
  },
});
