import { LINKS } from "../links.js";
import { written } from "../private/words.js";
import { settingRule } from "../rule.js";

export const subjectFormStale = settingRule({
  id: "subject-form-stale",
  severity: "high",
  weighed: false,
  why: "Subjects of repositories that are new, renamed or transferred carry ids, those of others do not: the other form is never met",
  remedy: "write sub in the form the repository has today, or require repository_id and repository_owner_id instead",
  link: LINKS.gitHubOidc,
  check(setting, trust) {
    const sub = setting.isGitHub ? setting.ownPattern("sub") : undefined;
    const form = sub === undefined ? undefined : formOf(sub.text);
    if (sub === undefined || form === undefined) {
      return undefined;
    }
    const repository = trust.repositoryOf(setting);
    if (repository?.sub_claim_prefix === undefined) {
      return { notLooked: "how the subjects of GitHub repositories begin is not known" };
    }
    const today = repository.sub_claim_prefix === null ? "classic" : formOf(repository.sub_claim_prefix);
    return today === undefined || today === form
      ? undefined
      : `sub ${written(sub)} is of the ${form} form, and ${repository.full_name} has the ${today} one`;
  },
});

function formOf(text: string): "classic" | "immutable" | undefined {
  if (/^repo:[^/:@]+@[0-9]*/.test(text)) {
    return "immutable";
  }
  return /^repo:[^/:@]+\//.test(text) ? "classic" : undefined;
}
