import { LINKS } from "../links.js";
import { asked, askedProperties } from "../private/narrowing.js";
import { written } from "../private/words.js";
import { admissionRule } from "../rule.js";
import type { SettingView } from "../setting-view.js";

/** What a value looks like that takes every repository of an owner, or every project of a group. */
const WHOLE: { readonly [claim: string]: RegExp } = {
  repository: /^[^/]+\/$/,
  sub: /^(?:repo:[^/:]+|project_path:[^:]+)\/$/,
  workflow_ref: /^[^/]+\/$/,
  project_path: /\/$/,
};

/** Requirements that do. */
export function wholeOwners(setting: SettingView): readonly (readonly [claim: string, shown: string])[] {
  return Object.entries(WHOLE).flatMap(([claim, whole]) => {
    const pattern = setting.ownPattern(claim);
    return pattern?.prefix === true && whole.test(pattern.text) ? [[claim, written(pattern)] as const] : [];
  });
}

export const orgWideWildcard = admissionRule({
  id: "org-wide-wildcard",
  severity: "high",
  why: "Any repository of the owner gets in, on any branch: everyone who can write to one of them",
  remedy: "name the repository, or make one setting for each; for many, map repository_id to accounts",
  link: LINKS.cloudsmithOidc,
  check(setting) {
    const [found] = wholeOwners(setting);
    return found === undefined ||
      setting.anchor.level !== "organization" ||
      asked(setting, "job_workflow_ref").length > 0 ||
      askedProperties(setting).length > 0
      ? undefined
      : `${found[0]} ${found[1]} takes every repository of the owner`;
  },
});
