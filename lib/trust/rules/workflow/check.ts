import type { Origin } from "../../model.js";
import type { TrustCheck } from "../check.js";
import { collect } from "../private/collect.js";
import { contentsLost } from "./contents-lost.js";
import { deprecatedLoginInputs } from "./deprecated-login-inputs.js";
import { environmentMissingInJob } from "./environment-missing-in-job.js";
import { idTokenMissing } from "./id-token-missing.js";
import { idTokenRead } from "./id-token-read.js";
import { idTokenTooWide } from "./id-token-too-wide.js";
import { idTokenUnused } from "./id-token-unused.js";
import { longLivedKeyNextToOidc } from "./long-lived-key-next-to-oidc.js";
import { pullRequestTargetLogin } from "./pull-request-target-login.js";
import { serviceSlugNotInTrust } from "./service-slug-not-in-trust.js";
import { unpinnedLoginAction } from "./unpinned-login-action.js";
import type { WorkflowInTrust, WorkflowRule } from "./workflow-rule.js";

/** Every rule on workflow files. */
export const WORKFLOW_RULES: readonly WorkflowRule[] = [
  pullRequestTargetLogin,
  idTokenTooWide,
  idTokenMissing,
  idTokenRead,
  environmentMissingInJob,
  serviceSlugNotInTrust,
  unpinnedLoginAction,
  longLivedKeyNextToOidc,
  contentsLost,
  deprecatedLoginInputs,
  idTokenUnused,
];

/** Applies every rule on workflow files to one. A finding's place is its line. */
export function checkWorkflow(file: WorkflowInTrust, rules: readonly WorkflowRule[] = WORKFLOW_RULES): TrustCheck {
  return collect(rules, function* (rule) {
    for (const { line, ...hit } of rule.check(file)) {
      const origin: Origin = { source: "workflow-file", where: file.workflow.path, at: `line ${line}` };
      yield { origin, ...hit };
    }
  });
}
