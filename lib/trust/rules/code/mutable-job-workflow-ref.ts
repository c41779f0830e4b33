import { LINKS } from "../links.js";
import { isProtected } from "../private/ref-patterns.js";
import { written } from "../private/words.js";
import { admissionRule } from "../rule.js";

export const mutableJobWorkflowRef = admissionRule({
  id: "mutable-job-workflow-ref",
  severity: "medium",
  why: "The reusable workflow at a branch or tag can change, and anyone may call a public one with inputs of their own",
  remedy:
    "require the caller's owner or repository by id as well, and a ref of the workflow that is protected or a commit",
  link: LINKS.gitHubReusable,
  check(setting, trust) {
    const pattern = setting.isGitHub ? setting.pattern("job_workflow_ref") : undefined;
    if (pattern === undefined) {
      return undefined;
    }
    if (setting.anchor.level === "none") {
      return `job_workflow_ref ${written(pattern)} lets in every caller of that workflow`;
    }
    const [path = "", ref] = pattern.text.split("@");
    if (pattern.prefix && (ref === undefined || !/^refs\/(?:heads|tags)\/.+\/$/.test(ref))) {
      return `job_workflow_ref ${written(pattern)} takes any ref of that workflow`;
    }
    const branch = /^refs\/heads\/(.+)$/.exec(ref ?? "")?.[1];
    const branches = trust.repositoryNamed(path.split("/").slice(0, 2).join("/"))?.protected_branches;
    if (branch === undefined || pattern.prefix) {
      return undefined;
    }
    if (branches === undefined) {
      return { notLooked: "which branches of GitHub repositories are protected is not known" };
    }
    return isProtected(branch, branches) ? undefined : `the branch ${branch} of the reusable workflow is not protected`;
  },
});
