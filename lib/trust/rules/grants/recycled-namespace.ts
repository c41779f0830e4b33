import type { GitHubRepository } from "../../github.js";
import { LINKS } from "../links.js";
import { admissionRule } from "../rule.js";
import type { SettingView } from "../setting-view.js";

export const recycledNamespace = admissionRule({
  id: "recycled-namespace",
  severity: "critical",
  why: "A name that is free can be taken by anybody, and one that was taken again is somebody else's: either gets in",
  remedy: "remove the setting, or require the ids of the repository that is meant",
  link: LINKS.gitHubOidc,
  check(setting, trust) {
    const name = setting.isGitHub ? setting.literal("repository") : undefined;
    if (name === undefined || isHeldById(setting)) {
      return undefined;
    }
    const repository = trust.repositoryNamed(name);
    if (repository?.exists === undefined || repository.exists === "unknown") {
      return { notLooked: "whether the GitHub repositories exist is not known" };
    }
    if (repository.exists === false) {
      return `${name} does not exist: anybody who registers it gets in`;
    }
    return isAnother(repository) ? `${name} is another repository than when trust was made` : undefined;
  },
});

/** An id lets in nobody else, whatever becomes of the name. */
function isHeldById(setting: SettingView): boolean {
  return setting.literal("repository_id") !== undefined || setting.literal("repository_owner_id") !== undefined;
}

function isAnother({ id, owner_id, known_before: before }: GitHubRepository): boolean {
  return (
    (before?.id !== undefined && id !== undefined && before.id !== id) ||
    (before?.owner_id !== undefined && owner_id !== undefined && before.owner_id !== owner_id)
  );
}
