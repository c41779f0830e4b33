import { LINKS } from "../links.js";
import { quoted } from "../private/words.js";
import { settingRule } from "../rule.js";
import type { SettingView } from "../setting-view.js";
import type { TrustView } from "../trust-view.js";

export const caseMismatch = settingRule({
  id: "case-mismatch",
  severity: "medium",
  weighed: false,
  why: "GitHub's names ignore case, texts in a setting do not: another case than GitHub's own is never met",
  remedy: "write the name as GitHub shows it, or require the id instead",
  link: LINKS.gitHubOidc,
  check(setting, trust) {
    if (!setting.isGitHub) {
      return undefined;
    }
    for (const [claim, written, canonical] of namesOf(setting, trust)) {
      if (written !== canonical && written.toLowerCase() === canonical.toLowerCase()) {
        return `${claim} has ${quoted(written)}, GitHub calls it ${quoted(canonical)}`;
      }
    }
    return undefined;
  },
});

function* namesOf(
  setting: SettingView,
  trust: TrustView,
): Generator<readonly [claim: string, written: string, canonical: string]> {
  const own = (claim: string): string | undefined => {
    const pattern = setting.ownPattern(claim);
    return pattern?.prefix === false ? pattern.text : undefined;
  };
  const subject = /^repo:([^/:@]+)(?:@[0-9]+)?\/([^/:@]+)/.exec(setting.ownPattern("sub")?.text ?? "");
  const fromSubject = subject === null ? undefined : `${subject[1]}/${subject[2]}`;
  const repository = own("repository");
  const owner = own("repository_owner");
  for (const { full_name, scope } of trust.model.github?.repositories ?? []) {
    if (scope === "declared") {
      // written by the same hand as the setting: which of the two GitHub has is not known
      continue;
    }
    if (repository !== undefined) {
      yield ["repository", repository, full_name];
    }
    if (fromSubject !== undefined) {
      yield ["sub", fromSubject, full_name];
    }
    if (owner !== undefined) {
      yield ["repository_owner", owner, full_name.split("/")[0] ?? ""];
    }
  }
  const environment = own("environment");
  const known = trust.repositoryOf(setting);
  if (environment !== undefined && known !== undefined) {
    const found = trust.environmentOf(known, environment);
    if (found !== undefined) {
      yield ["environment", environment, found.name];
    }
  }
}
