/**
 * GitHub workflow files and the rules on them. Beside index.ts, since what reads YAML is loaded only by those who have
 * workflow files to read.
 */
export { checkWorkflow, WORKFLOW_RULES } from "./rules/workflow/check.js";
export type { WorkflowHit, WorkflowInTrust, WorkflowRule } from "./rules/workflow/workflow-rule.js";
export * from "./workflow/judge.js";
export * from "./workflow/logins.js";
export * from "./workflow/model.js";
export * from "./workflow/read.js";
export * from "./workflow/result.js";
export type { KnownOfRepository } from "./workflow/scope.js";
export type { ActionFrame, JobFrame, LoginSite, NotFollowed, WorkflowTree } from "./workflow/sites.js";
export type { RunStart } from "./workflow/starts.js";
