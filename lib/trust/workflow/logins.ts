/** Where a workflow logs in to Cloudsmith. */
import {
  isExpression,
  type WorkflowFile,
  type WorkflowJob,
  type WorkflowPermissions,
  type WorkflowStep,
} from "./model.js";
import { audienceInScript, givenBy, LIVE_COMMAND, PROVIDER_COMMAND, variableIn } from "./private/scripts.js";

/** What logs in. */
export type LoginClient =
  | "cloudsmith-cli-action"
  | "cloudsmith"
  | "cloudsmith-trust token"
  /** A command of ours that reads a live organization. */
  | "cloudsmith-trust"
  | "two requests"
  | "provider";

export interface CloudsmithLogin {
  readonly step: WorkflowStep;
  /** `key`: by a long-lived key, not by OIDC. */
  readonly by: "action" | "command-line" | "exchange" | "key";
  /** Slug of the account, where it is written down. */
  readonly account?: string;
  /** Absent of a login by key. */
  readonly client?: LoginClient;
  /** What the client is given, as written, expressions included; absent where nothing is. */
  readonly given: {
    readonly account?: string;
    readonly organization?: string;
    readonly audience?: string;
  };
  /** The audiences that the client may ask for where none is given; `owner` stands for the URL of the owner. */
  readonly defaultAudiences: readonly string[];
}

/** The action that logs in. Source: cloudsmith-io/cloudsmith-cli-action, action.yml. */
export const LOGIN_ACTION = /^cloudsmith-io\/cloudsmith-cli-action@/;

/** The older action, which installs the client and pushes. Source: cloudsmith-io/action, action.yml. */
export const PUSH_ACTION = /^cloudsmith-io\/action@/;

/** Stands for the audience that GitHub takes by itself, `https://github.com/OWNER`. */
export const OWNER_AUDIENCE = "owner";
const AZURE_AUDIENCE = "api://AzureADTokenExchange";
const CLIENT_AUDIENCE = "cloudsmith";

const SECRET_KEY = /secrets\.CLOUDSMITH_API_KEY\b/i;
const EXCHANGE = /\/openid\/(\$\{\{[^}]*\}\}|[^\s"'/]+)/;
const COMMAND = /(?:^|[\s;&|(])(?:cloudsmith-trust\s+token|npx\s+cloudsmith-trust\s+token|cloudsmith\s+[a-z])/m;

/** What a step may take from around it: variables as written, and what ran before. */
export interface StepSurroundings {
  readonly env: (name: string) => string | undefined;
  /** The steps of the job before this one, nearest last. */
  readonly before: readonly WorkflowStep[];
}

export function loginsOf(job: WorkflowJob, workflow: WorkflowFile): readonly CloudsmithLogin[] {
  return job.steps.flatMap((step, index) => {
    const env = (name: string): string | undefined => step.env.get(name) ?? job.env.get(name) ?? workflow.env.get(name);
    const login = loginOf(step, { env, before: job.steps.slice(0, index) });
    return login === undefined ? [] : [login];
  });
}

/** How a step logs in, if it does. */
export function loginOf(step: WorkflowStep, around: StepSurroundings): CloudsmithLogin | undefined {
  if (step.uses !== undefined) {
    if (PUSH_ACTION.test(step.uses)) {
      const key = step.with.get("api-key") ?? around.env("CLOUDSMITH_API_KEY") ?? "";
      return /\bsecrets\b/.test(key) ? byKey(step) : undefined;
    }
    return LOGIN_ACTION.test(step.uses) ? byAction(step, step.uses) : undefined;
  }
  if (step.run === undefined) {
    return undefined;
  }
  if (EXCHANGE.test(step.run) && /cloudsmith|service_slug/i.test(step.run)) {
    return byExchange(step, step.run, around);
  }
  if (COMMAND.test(step.run)) {
    return byCommand(step, step.run, around);
  }
  const { env } = around;
  const client = PROVIDER_COMMAND.test(step.run)
    ? "provider"
    : LIVE_COMMAND.test(step.run)
      ? "cloudsmith-trust"
      : undefined;
  if (client !== undefined && env("CLOUDSMITH_SERVICE_SLUG") !== undefined) {
    if (client === "cloudsmith-trust" && (env("CLOUDSMITH_API_KEY") ?? "") !== "") {
      return byKey(step);
    }
    const given = told({
      account: env("CLOUDSMITH_SERVICE_SLUG"),
      organization: env("CLOUDSMITH_ORG"),
      audience: env("CLOUDSMITH_OIDC_AUDIENCE"),
    });
    return login(step, "command-line", client, given, [CLIENT_AUDIENCE]);
  }
  return undefined;
}

function byAction(step: WorkflowStep, uses: string): CloudsmithLogin {
  const given = told({
    account: step.with.get("oidc-service-slug"),
    organization: step.with.get("oidc-namespace"),
    audience: step.with.get("oidc-audience") || undefined,
  });
  return given.account === undefined && step.with.has("api-key")
    ? byKey(step)
    : login(step, "action", "cloudsmith-cli-action", given, actionAudiences(uses, step.usesComment));
}

/** Source: its action.yml; version 1 asked for Azure's audience, later ones ask for the owner's URL. */
function actionAudiences(uses: string, comment: string | undefined): readonly string[] {
  const version = actionVersion(uses, comment);
  if (version === undefined) {
    return [OWNER_AUDIENCE, AZURE_AUDIENCE];
  }
  return [version.major >= 2 ? OWNER_AUDIENCE : AZURE_AUDIENCE];
}

/** The version of an action by its tag, or by the comment behind its commit. */
export function actionVersion(
  uses: string,
  comment = "",
): { readonly major: number; readonly minor?: number } | undefined {
  const [, major, minor] =
    /@v?(\d{1,4})(?:\.(\d+))?(?:\.\d+)?$/.exec(uses) ?? /^v?(\d+)(?:\.(\d+))?/.exec(comment) ?? [];
  return major === undefined
    ? undefined
    : { major: Number(major), ...(minor === undefined ? {} : { minor: Number(minor) }) };
}

function byExchange(step: WorkflowStep, run: string, { env, before }: StepSurroundings): CloudsmithLogin {
  const account = /service_slug["'\\]*\s*[:=]\s*["'\\]*(\$\{\{[^}]*\}\}|\$\{?\w+\}?|[\w-]+)/.exec(run)?.[1];
  const scripts = [run, ...before.toReversed().flatMap((one) => one.run ?? one.with.get("script") ?? [])];
  const asking = scripts.find((script) => /ACTIONS_ID_TOKEN_REQUEST_URL|getIDToken/.test(script));
  const given = told({
    account: variableIn(account, run, env) ?? env("CLOUDSMITH_SERVICE_SLUG"),
    organization: variableIn(EXCHANGE.exec(run)?.[1], run, env),
    audience: asking === undefined ? undefined : variableIn(audienceInScript(asking), asking, env),
  });
  return login(step, "exchange", "two requests", given, [OWNER_AUDIENCE]);
}

function byCommand(step: WorkflowStep, run: string, { env }: StepSurroundings): CloudsmithLogin | undefined {
  const isOurs = /cloudsmith-trust\s+token/.test(run);
  const value = (flags: string, variable: string): string | undefined =>
    variableIn(givenBy(run, flags), run, env) ?? variableIn(undefined, run, env, variable) ?? env(variable);
  const given = told({
    account: value("--(?:oidc-service-slug|account)", "CLOUDSMITH_SERVICE_SLUG"),
    organization: value("--(?:org|organization|oidc-org)", "CLOUDSMITH_ORG"),
    audience: value("--(?:oidc-)?audience", "CLOUDSMITH_OIDC_AUDIENCE"),
  });
  const key = env("CLOUDSMITH_API_KEY");
  // the official client takes a key before it thinks of OIDC; ours never looks at one
  if (isOurs || (given.account !== undefined && (key === undefined || key === ""))) {
    return login(step, "command-line", isOurs ? "cloudsmith-trust token" : "cloudsmith", given, [CLIENT_AUDIENCE]);
  }
  return SECRET_KEY.test(key ?? run) || given.account !== undefined ? byKey(step) : undefined;
}

function byKey(step: WorkflowStep): CloudsmithLogin {
  return { step, by: "key", given: {}, defaultAudiences: [] };
}

function login(
  step: WorkflowStep,
  by: CloudsmithLogin["by"],
  client: LoginClient,
  given: CloudsmithLogin["given"],
  defaultAudiences: readonly string[],
): CloudsmithLogin {
  const { account } = given;
  const written = account === undefined || isExpression(account) ? {} : { account };
  return { step, by, ...written, client, given, defaultAudiences };
}

function told(
  values: { readonly [name in keyof CloudsmithLogin["given"]]: string | undefined },
): CloudsmithLogin["given"] {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

/** What a job is granted: its own block takes the place of the workflow's. */
export function permissionsOf(job: WorkflowJob, workflow: WorkflowFile): WorkflowPermissions | undefined {
  return job.permissions ?? workflow.permissions;
}

/** Whether permissions hold `id-token: write`. `write-all` is taken to. */
export function grantsIdToken(permissions: WorkflowPermissions | undefined): boolean {
  return permissions === "write-all" || (typeof permissions === "object" && permissions.get("id-token") === "write");
}
