import { LINKS } from "../links.js";
import { quoted } from "../private/words.js";
import { settingRule } from "../rule.js";

const SHA = /^[0-9a-f]{40,64}$/;
const KINDS = ["refs/heads/", "refs/tags/", "refs/pull/"];

export const fullRefMissing = settingRule({
  id: "full-ref-missing",
  severity: "medium",
  weighed: false,
  why: "GitHub's tokens carry full refs: a short one is never met, so nobody gets in",
  remedy: "write refs/heads/main for the branch main, refs/tags/v1 for the tag v1",
  link: LINKS.gitHubOidc,
  check(setting) {
    if (!setting.isGitHub) {
      return undefined;
    }
    const ref = setting.ownPattern("ref");
    if (ref !== undefined && ref.text !== "" && !begins(ref.text, ref.prefix)) {
      return `ref ${quoted(setting.requirements.get("ref")?.required)} is no full ref`;
    }
    for (const name of ["workflow_ref", "job_workflow_ref"]) {
      const pattern = setting.ownPattern(name);
      const [, at] = pattern?.text.split("@") ?? [];
      if (pattern !== undefined && at !== undefined && at !== "" && !SHA.test(at) && !begins(at, pattern.prefix)) {
        return `${name} ${quoted(setting.requirements.get(name)?.required)} has no full ref behind the @`;
      }
    }
    const context = setting.ownPattern("sub")?.text.match(/^repo:[^:]+:ref:(.+)$/)?.[1];
    return context !== undefined && !begins(context, setting.ownPattern("sub")?.prefix === true)
      ? `sub ${quoted(setting.requirements.get("sub")?.required)} has no full ref`
      : undefined;
  },
});

/** Whether a text is, or can go on to be, a full ref. */
function begins(text: string, open: boolean): boolean {
  return KINDS.some((kind) => text.startsWith(kind) || (open && kind.startsWith(text)));
}
