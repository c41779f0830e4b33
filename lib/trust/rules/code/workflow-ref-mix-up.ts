import { LINKS } from "../links.js";
import { written } from "../private/words.js";
import { settingRule } from "../rule.js";

export const workflowRefMixUp = settingRule({
  id: "workflow-ref-mix-up",
  severity: "medium",
  weighed: false,
  why: "workflow_ref is the workflow that was started, in the job's own repository; job_workflow_ref is the reusable one that holds the job",
  remedy: "put the reusable workflow into job_workflow_ref, and the caller's own file into workflow_ref",
  link: LINKS.gitHubReusable,
  check(setting) {
    const started = setting.isGitHub ? setting.ownPattern("workflow_ref") : undefined;
    const holding = setting.isGitHub ? setting.ownPattern("job_workflow_ref") : undefined;
    const repository = setting.literal("repository");
    const [path, ref] = split(started?.text);
    if (started !== undefined && path !== undefined && repository !== undefined) {
      const own = path.split("/").slice(0, 2).join("/");
      if (path.split("/").length > 2 && own.toLowerCase() !== repository.toLowerCase()) {
        return `workflow_ref ${written(started)} is of ${own}, and the job is of ${repository}`;
      }
    }
    const [holdingPath, holdingRef] = split(holding?.text);
    return started?.prefix === false && holding?.prefix === false && path === holdingPath && ref !== holdingRef
      ? `workflow_ref and job_workflow_ref name one file at two refs, ${ref ?? "none"} and ${holdingRef ?? "none"}`
      : undefined;
  },
});

function split(text: string | undefined): readonly (string | undefined)[] {
  return text?.split("@") ?? [];
}
