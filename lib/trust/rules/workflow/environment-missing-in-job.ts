import { findAccount } from "../../accounts.js";
import { loginsOf } from "../../workflow/logins.js";
import { isExpression } from "../../workflow/model.js";
import { LINKS } from "../links.js";
import { listed } from "../private/words.js";
import { accountsOf, TrustView } from "../trust-view.js";
import type { WorkflowInTrust, WorkflowRule } from "./workflow-rule.js";

export const environmentMissingInJob: WorkflowRule = {
  id: "environment-missing-in-job",
  severity: "medium",
  why: "Every setting that hands out the account requires an environment, and a job without it is refused",
  remedy: "name the environment in the job",
  link: LINKS.gitHubEnvironments,
  *check(file) {
    const { workflow } = file;
    for (const job of workflow.jobs) {
      for (const { account, step, by } of loginsOf(job, workflow)) {
        const environments = account === undefined || by === "key" ? undefined : required(file, account);
        if (environments === undefined || (job.environment !== undefined && isExpression(job.environment))) {
          continue;
        }
        if (!environments.some((name) => name === job.environment)) {
          const names = job.environment === undefined ? "no environment" : `the environment ${job.environment}`;
          yield {
            line: step.line,
            message: `the job ${job.id} names ${names}; ${account} needs ${listed(environments)}`,
          };
        }
      }
    }
  },
};

/** The environments that settings of an account ask for; `undefined` where one of them asks for none, or there are none. */
function required({ trust, repository }: WorkflowInTrust, account: string): readonly string[] | undefined {
  if (trust === undefined) {
    return undefined;
  }
  const identity = findAccount(trust, account);
  const settings = new TrustView(trust).settings.filter(
    (setting) =>
      setting.isGitHub &&
      setting.setting.enabled &&
      accountsOf(setting.setting).includes(identity) &&
      (repository === undefined ||
        (setting.literal("repository") ?? repository).toLowerCase() === repository.toLowerCase()),
  );
  const environments = settings.map((setting) => setting.literal("environment"));
  return settings.length === 0 || environments.includes(undefined)
    ? undefined
    : [...new Set(environments.filter((name) => name !== undefined))];
}
