import { LINKS } from "../links.js";
import { isProtected } from "../private/ref-patterns.js";
import { written } from "../private/words.js";
import { admissionRule } from "../rule.js";

const TAGS = "refs/tags/";

export const tagRef = admissionRule({
  id: "tag-ref",
  severity: "medium",
  why: "Everyone who can push may create or move a tag, onto any commit, unless a ruleset keeps them from it",
  remedy: "protect the tags by a ruleset, or require an environment with reviewers",
  link: LINKS.gitHubRulesets,
  check(setting, trust) {
    const ref = setting.isGitHub ? setting.pattern("ref") : undefined;
    const isTag = ref?.text.startsWith(TAGS) === true || (ref === undefined && setting.literal("ref_type") === "tag");
    if (!setting.isGitHub || !isTag || setting.pattern("environment") !== undefined) {
      return undefined;
    }
    const { protected_tags: tags, scope } = trust.repositoryOf(setting) ?? {};
    if (tags === undefined) {
      return { notLooked: "the rulesets of GitHub repositories are not known" };
    }
    const named = ref?.text.slice(TAGS.length) ?? "";
    const covered =
      ref?.prefix === false ? isProtected(named, tags) : tags.some((pattern) => coversAll(pattern, named));
    if (!covered && scope === "declared") {
      return { notLooked: "rulesets of GitHub repositories beside those declared are not known" };
    }
    return covered ? undefined : `lets in tags${ref === undefined ? "" : ` ${written(ref)}`} that no ruleset protects`;
  },
});

/** Whether a pattern certainly protects every tag that begins so. */
function coversAll(pattern: string, prefix: string): boolean {
  const lead = /^([^*?]*)\*{1,2}$/.exec(pattern)?.[1];
  return lead !== undefined && prefix.startsWith(lead);
}
