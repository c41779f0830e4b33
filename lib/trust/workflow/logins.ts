/** Where a workflow logs in to Cloudsmith. */
import {
  isExpression,
  type WorkflowFile,
  type WorkflowJob,
  type WorkflowPermissions,
  type WorkflowStep,
} from "./model.js";

export interface CloudsmithLogin {
  readonly step: WorkflowStep;
  /** `key`: by a long-lived key, not by OIDC. */
  readonly by: "action" | "command-line" | "exchange" | "key";
  /** Slug of the account, where it is written down. */
  readonly account?: string;
}

/** The action that logs in. Source: cloudsmith-io/cloudsmith-cli-action, action.yml. */
export const LOGIN_ACTION = /^cloudsmith-io\/cloudsmith-cli-action@/;

const SECRET_KEY = /secrets\.CLOUDSMITH_API_KEY\b/i;
const EXCHANGE = /\/openid\/[^\s"']+/;
const COMMAND = /(?:^|[\s;&|(])(?:cloudsmith-trust\s+token|npx\s+cloudsmith-trust\s+token|cloudsmith\s+[a-z])/m;

export function loginsOf(job: WorkflowJob, workflow: WorkflowFile): readonly CloudsmithLogin[] {
  return job.steps.flatMap((step) => {
    const login = loginOf(step, (name) => step.env.get(name) ?? job.env.get(name) ?? workflow.env.get(name));
    return login === undefined ? [] : [login];
  });
}

function loginOf(step: WorkflowStep, env: (name: string) => string | undefined): CloudsmithLogin | undefined {
  if (step.uses !== undefined && LOGIN_ACTION.test(step.uses)) {
    const account = step.with.get("oidc-service-slug");
    return account === undefined && step.with.has("api-key")
      ? { step, by: "key" }
      : { step, by: "action", ...written(account) };
  }
  if (step.run === undefined) {
    return undefined;
  }
  if (EXCHANGE.test(step.run)) {
    const account = /service_slug["'\\]*\s*[:=]\s*["'\\]*([\w-]+)/.exec(step.run)?.[1];
    return { step, by: "exchange", ...written(account ?? env("CLOUDSMITH_SERVICE_SLUG")) };
  }
  if (COMMAND.test(step.run)) {
    const account =
      /--(?:oidc-service-slug|account)[ =]["']?([\w-]+)/.exec(step.run)?.[1] ?? env("CLOUDSMITH_SERVICE_SLUG");
    if (account !== undefined || /cloudsmith-trust\s+token/.test(step.run)) {
      return { step, by: "command-line", ...written(account) };
    }
    return SECRET_KEY.test(env("CLOUDSMITH_API_KEY") ?? step.run) ? { step, by: "key" } : undefined;
  }
  return undefined;
}

function written(account: string | undefined): { readonly account?: string } {
  return account === undefined || isExpression(account) ? {} : { account };
}

/** What a job is granted: its own block takes the place of the workflow's. */
export function permissionsOf(job: WorkflowJob, workflow: WorkflowFile): WorkflowPermissions | undefined {
  return job.permissions ?? workflow.permissions;
}

/** Whether permissions hold `id-token: write`. `write-all` is taken to. */
export function grantsIdToken(permissions: WorkflowPermissions | undefined): boolean {
  return permissions === "write-all" || (typeof permissions === "object" && permissions.get("id-token") === "write");
}
