import { LINKS } from "../links.js";
import { written } from "../private/words.js";
import { admissionRule } from "../rule.js";

const REPOSITORY_OPEN: { readonly [claim: string]: RegExp } = {
  repository: /^[^/]+\/[^/]+$/,
  sub: /^repo:[^/:]+\/[^/:@]+$/,
  workflow_ref: /^[^/]+\/[^/]+$/,
  job_workflow_ref: /^[^/]+\/[^/]+$/,
  project_path: /^.+\/[^/]+$/,
};

export const repoPrefixWildcard = admissionRule({
  id: "repo-prefix-wildcard",
  severity: "high",
  why: "A wildcard right after a repository's name also fits repositories with longer names: acme/app.* fits acme/app-test",
  remedy: "leave the wildcard out, or put it behind what ends the name (a colon in sub, a slash in a workflow's path)",
  link: LINKS.cloudsmithOidc,
  check(setting) {
    if (setting.literal("repository_id") !== undefined || setting.literal("project_id") !== undefined) {
      return undefined;
    }
    for (const [claim, open] of Object.entries(REPOSITORY_OPEN)) {
      const pattern = setting.ownPattern(claim);
      if (
        pattern?.prefix === true &&
        open.test(pattern.text) &&
        !isWholeElsewhere(claim, setting.literal("repository"))
      ) {
        return `${claim} ${written(pattern)} fits any repository whose name only begins so`;
      }
    }
    return undefined;
  },
});

/** Whether the repository is named in full by another claim; whose job it is cannot be left open then. */
function isWholeElsewhere(claim: string, repository: string | undefined): boolean {
  return claim !== "job_workflow_ref" && repository !== undefined;
}
