import { LINKS } from "../links.js";
import { asked, askedOfJob, isTiedToCode } from "../private/narrowing.js";
import { listed } from "../private/words.js";
import { admissionRule } from "../rule.js";

const ATTRIBUTES = [
  "repository_visibility",
  "ref_type",
  "ref_protected",
  "runner_environment",
  "head_ref",
  "base_ref",
  "run_attempt",
] as const;

export const attributeOnly = admissionRule({
  id: "attribute-only",
  severity: "high",
  why: "Such attributes are the same in many jobs, or anyone can bring them about: they narrow next to nothing",
  remedy: "require the repository by id, and a ref with its event or an environment with reviewers",
  link: LINKS.gitHubOidc,
  check(setting) {
    const attributes = asked(setting, ...ATTRIBUTES);
    const others = askedOfJob(setting).filter(
      (name) => !attributes.includes(name) && setting.issuer?.claim(name)?.identifies === undefined && name !== "sub",
    );
    return setting.isGitHub &&
      setting.anchor.level !== "none" &&
      attributes.length > 0 &&
      others.length === 0 &&
      !isTiedToCode(setting)
      ? `is narrowed by ${listed(attributes)} alone`
      : undefined;
  },
});
