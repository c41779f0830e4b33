import type { ChangedFile, Weakening } from "../weakening.js";
import { tryWeakerBaseline } from "./baseline.js";

/** Files by which a CI is told what to run. */
const CI_FILES = [
  /^\.github\/workflows\/[^/]+\.ya?ml$/i,
  /^\.github\/actions\/.+/i,
  /^\.gitlab-ci\.ya?ml$/i,
  /^\.circleci\/.+/i,
  /^bitbucket-pipelines\.ya?ml$/i,
  /^\.buildkite\/.+/i,
  /^azure-pipelines(?:\.[^/]*)?\.ya?ml$/i,
];
/** Files that say who has to look, and which code of others runs at synth and at deploy. */
const GUARD_FILES: readonly (readonly [path: RegExp, does: string])[] = [
  [/^(?:\.github\/|docs\/)?CODEOWNERS$/, "says who has to review what"],
  [/(?:^|\/)cdktf\.json$/, "says what synth runs"],
  [/(?:^|\/)locks\/[^/]+\.hcl$/, "says which providers are believed"],
  [/(?:^|\/)\.terraform\.lock\.hcl$/, "says which providers are believed"],
  [/(?:^|\/)\.(?:npmrc|yarnrc|yarnrc\.yml)$/, "says where packages come from"],
];
/** What a workflow has to speak of to have to do with trust. */
const ABOUT_TRUST = /cloudsmith|cdktf|terraform|tofu|id-token/i;

export function weakerFiles(files: readonly ChangedFile[]): readonly Weakening[] {
  return files.flatMap((file) => {
    const path = file.path.replace(/^\.\//, "");
    const baseline = tryWeakerBaseline({ ...file, path });
    if (baseline !== undefined) {
      return baseline;
    }
    const does = CI_FILES.some((each) => each.test(path)) && isAboutTrust(file) ? "says what CI runs" : guards(path);
    return does === undefined
      ? []
      : [{ kind: "workflow", severity: "high", where: path, message: `${does}, and is changed` } as const];
  });
}

/** Without its text it may be. */
function isAboutTrust({ before, after }: ChangedFile): boolean {
  return (before === undefined && after === undefined) || ABOUT_TRUST.test(`${before ?? ""}\n${after ?? ""}`);
}

function guards(path: string): string | undefined {
  return GUARD_FILES.find(([pattern]) => pattern.test(path))?.[1];
}
