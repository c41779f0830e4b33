import { parse } from "yaml";

type Json = { [name: string]: unknown };

/**
 * What a workflow does but for its login: without the key, the login's inputs and step, and the permissions. It is the same
 * before and after a migration.
 */
export function essence(text: string): unknown {
  const workflow = parse(text, { logLevel: "silent" }) as Json;
  withoutKey(workflow);
  delete workflow.permissions;
  for (const job of Object.values((workflow.jobs ?? {}) as Json) as Json[]) {
    if (typeof job !== "object" || job === null) {
      continue;
    }
    withoutKey(job);
    delete job.permissions;
    // In a damaged file anything may stand where the steps of a job were.
    if (Array.isArray(job.steps ?? [])) {
      job.steps = ((job.steps ?? []) as unknown[]).filter((step) => !isLogin(step)).map(essenceOfStep);
    }
  }
  return workflow;
}

function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isLogin(step: unknown): boolean {
  return isJson(step) && step.name === "Sign in to Cloudsmith";
}

function essenceOfStep(step: unknown): unknown {
  if (!isJson(step)) {
    return step;
  }
  withoutKey(step);
  if (typeof step.run === "string") {
    step.run = step.run
      .replaceAll(/(?:-k|--api-key)[ =]["']?\$(?:\{\{(?:(?!\$\{\{)[^}])*\}\}|\{?\w+\}?)["']?/g, "")
      .replaceAll(/\s+/g, " ")
      .trim();
  }
  const inputs = step.with;
  if (/^cloudsmith-io\//.test(String(step.uses)) && isJson(inputs)) {
    for (const name of ["api-key", "oidc-namespace", "oidc-service-slug", "export-auth-token"]) {
      delete inputs[name];
    }
  }
  return step;
}

function withoutKey(owner: Json): void {
  const env = owner.env as Json | null | undefined;
  if (typeof env === "object" && env !== null) {
    for (const name of ["CLOUDSMITH_API_KEY", "TOKEN", "CS_KEY"]) {
      delete env[name];
    }
    if (Object.keys(env).length === 0) {
      delete owner.env;
    }
  }
}
