import { LINKS } from "../links.js";
import { admissionRule } from "../rule.js";

export const environmentUnprotected = admissionRule({
  id: "environment-unprotected",
  severity: "high",
  why: "Whoever can edit a workflow can name the environment; only its protection keeps them out",
  remedy: "give the environment reviewers or a branch policy, let admins not bypass it, and prevent self-review",
  link: LINKS.gitHubEnvironments,
  check(setting, trust) {
    const name = setting.isGitHub ? setting.literal("environment") : undefined;
    if (name === undefined) {
      return undefined;
    }
    const repository = trust.repositoryOf(setting);
    const environment = repository && trust.environmentOf(repository, name);
    if (environment === undefined) {
      return repository?.environments === undefined || repository.scope === "declared"
        ? { notLooked: "what protects the environments of GitHub repositories is not known" }
        : undefined;
    }
    const { reviewers, deployment_branch_policy: policy, can_admins_bypass, prevent_self_review } = environment;
    if (reviewers === undefined || policy === undefined) {
      return { notLooked: "what protects the environments of GitHub repositories is not known" };
    }
    if (reviewers.length === 0 && policy === null) {
      return `the environment ${name} has neither reviewers nor a branch policy`;
    }
    if (reviewers.length > 0 && can_admins_bypass === true) {
      return { message: `admins can bypass what protects the environment ${name}`, severity: "medium" };
    }
    return reviewers.length > 0 && prevent_self_review === false
      ? { message: `whoever starts a run can review it for the environment ${name}`, severity: "medium" }
      : undefined;
  },
});
