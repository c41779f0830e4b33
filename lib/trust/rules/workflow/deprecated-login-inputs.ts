import { LOGIN_ACTION } from "../../workflow/logins.js";
import { LINKS } from "../links.js";
import { listed } from "../private/words.js";
import type { WorkflowRule } from "./workflow-rule.js";

/** Inputs that version 3 of the action no longer has. Source: its action.yml, v2 and v3. */
const REMOVED: readonly string[] = [
  "oidc-auth-only",
  "oidc-auth-retry",
  "oidc-token-validate",
  "pip-install",
  "executable-path",
];

export const deprecatedLoginInputs: WorkflowRule = {
  id: "deprecated-login-inputs",
  severity: "low",
  why: "Version 3 of cloudsmith-cli-action does not look at these inputs: what they asked for does not happen",
  remedy: "leave them out; for a token in later steps set export-auth-token",
  link: LINKS.cloudsmithOidc,
  *check({ workflow }) {
    for (const { steps } of workflow.jobs) {
      for (const { uses, usesComment, with: inputs, line } of steps) {
        const version = uses !== undefined && LOGIN_ACTION.test(uses) ? versionOf(uses, usesComment) : undefined;
        const old = REMOVED.filter((name) => inputs.has(name));
        if (version !== undefined && version >= 3 && old.length > 0) {
          yield { line, message: `gives version ${version} of the login action ${listed(old)}` };
        }
      }
    }
  },
};

function versionOf(uses: string, comment = ""): number | undefined {
  const version = /@v(\d+)/.exec(uses)?.[1] ?? /^v?(\d+)/.exec(comment)?.[1];
  return version === undefined ? undefined : Number(version);
}
