import { LINKS } from "../links.js";
import { admissionRule } from "../rule.js";

export const environmentPhantom = admissionRule({
  id: "environment-phantom",
  severity: "medium",
  why: "GitHub makes an environment, without any protection, when a job first names it",
  remedy: "create the environment with its protection, or correct the name",
  link: LINKS.gitHubEnvironments,
  check(setting, trust) {
    const name = setting.isGitHub ? setting.literal("environment") : undefined;
    const repository = name === undefined ? undefined : trust.repositoryOf(setting);
    if (name === undefined || repository?.environments === undefined) {
      return name === undefined ? undefined : { notLooked: "the environments of GitHub repositories are not known" };
    }
    if (trust.environmentOf(repository, name) !== undefined) {
      return undefined;
    }
    return repository.scope === "declared"
      ? { notLooked: "environments of GitHub repositories beside those declared are not known" }
      : `${repository.full_name} has no environment ${name}`;
  },
});
