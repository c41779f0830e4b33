/** Where workflows take a long-lived key of Cloudsmith from. */
import { LOGIN_ACTION, PUSH_ACTION } from "../workflow/logins.js";
import type { WorkflowFile, WorkflowStep } from "../workflow/model.js";
import type { Composites } from "./private/composites.js";

/** The variable that every Cloudsmith client reads its key from. */
export const KEY_VARIABLE = "CLOUDSMITH_API_KEY";

const SECRET = /^\s*\$\{\{\s*secrets(?:\.|\[\s*')([A-Za-z_][\w-]*)(?:'\s*\])?\s*\}\}\s*$/;
/** Names that people give it. */
const NAMED_KEY = /CLOUDSMITH.*(?:KEY|TOKEN|PASSWORD|SECRET)/i;

/** The secret that a value consists of, by name. */
export function secretIn(value: string | undefined): string | undefined {
  return value === undefined ? undefined : SECRET.exec(value)?.[1];
}

/** A flag of the command line with a key behind it. */
export interface KeyFlag {
  /** Offsets into the script, with the blanks in front. */
  readonly from: number;
  readonly to: number;
  /** The secret, where the flag reads it itself. */
  readonly secret?: string;
  /** The variable, where it reads one. */
  readonly variable?: string;
}

const FLAG =
  /[ \t]+(?:-k|--api-key)(?:[ \t]+|=)(["']?)(?:\$\{\{\s*secrets\.([A-Za-z_]\w*)\s*\}\}|\$\{\{\s*env\.([A-Za-z_]\w*)\s*\}\}|\$\{([A-Za-z_]\w*)\}|\$([A-Za-z_]\w*))\1(?=\s|$)/g;

/** The flags of a script that hand a key over, from a secret or from a variable. */
export function keyFlagsIn(script: string): readonly KeyFlag[] {
  return [...script.matchAll(FLAG)].map((match) => {
    const [whole, , secret, ...variables] = match;
    const variable = variables.find((name) => name !== undefined);
    return {
      from: match.index,
      to: match.index + whole.length,
      ...(secret === undefined ? {} : { secret }),
      ...(variable === undefined ? {} : { variable }),
    };
  });
}

const INPUT_FLAG =
  /[ \t](?:-k|--api-key)(?:[ \t]+|=)(["']?)(\$\{\{\s*inputs[^}]*\}\}|\$\{\{\s*env\.[A-Za-z_]\w*\s*\}\}|\$\{?[A-Za-z_]\w*\}?)\1(?=\s|$)/g;

/** What stands behind a composite action's flags that hand a key over: expressions of inputs, or variables' values. */
export function inputFlagsIn(script: string, env: ReadonlyMap<string, string>): readonly (string | undefined)[] {
  return [...script.matchAll(INPUT_FLAG)].map(([, , value = ""]) =>
    value.includes("inputs") ? value : env.get(/[A-Za-z_]\w*(?=\s*\}*$)/.exec(value)?.[0] ?? ""),
  );
}

/** Whether a script runs Cloudsmith's own client. */
export function runsClient(script: string): boolean {
  return /(?:^|[\s;&|(])cloudsmith\s/m.test(script);
}

/** Names, in lower case, of the secrets that hold a key: by what they are given to, or by what they are called. */
export function keySecrets(workflows: readonly WorkflowFile[], composites?: Composites): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (name: string | undefined): void => {
    if (name !== undefined) {
      found.add(name.toLowerCase());
    }
  };
  for (const { env, jobs, text } of workflows) {
    add(secretIn(env.get(KEY_VARIABLE)));
    for (const job of jobs) {
      add(secretIn(job.env.get(KEY_VARIABLE)));
      for (const step of job.steps) {
        add(secretIn(step.env.get(KEY_VARIABLE)));
        if (isCloudsmithAction(step)) {
          add(secretIn(step.with.get("api-key")));
        }
        for (const value of composites?.keysGiven(step) ?? []) {
          add(secretIn(value));
        }
        for (const { secret, variable = "" } of runsClient(step.run ?? "") ? keyFlagsIn(step.run ?? "") : []) {
          add(secret ?? secretIn(step.env.get(variable) ?? job.env.get(variable)));
        }
      }
    }
    for (const [, name = ""] of text.matchAll(/\bsecrets\.([A-Za-z_]\w*)/g)) {
      add(NAMED_KEY.test(name) ? name : undefined);
    }
  }
  return found;
}

export function isCloudsmithAction({ uses = "" }: WorkflowStep): boolean {
  return PUSH_ACTION.test(uses) || LOGIN_ACTION.test(uses);
}

/** How a step uses the key that it sees as a variable. */
export type StepUse =
  /** By the client, the API's header or a provider: the job's own token does there what the key did. */
  | "replaceable"
  /** Under the variable's own name, by something that cannot be looked into. */
  | "hidden"
  /** By a package tool, which wants another user name beside it. */
  | "tool"
  | "none";

const TOOL =
  /docker\s+login|\b(?:podman|helm|oras)\s+(?:registry\s+)?login|_authToken|npm\s+config|PIP_|UV_|--(?:extra-)?index-url|\btwine\b|\bpoetry\b|\bnuget\b|settings\.xml|\bmvn\b|\bgradle|\.netrc|https?:\/\/[^\s"']*\$\{?CLOUDSMITH_API_KEY/i;
const CLIENT = /(?:^|[\s;&|(])(?:python\d?\s+-m\s+)?cloudsmith\s+[a-z-]/m;
const PROVIDER = /(?:^|[\s;&|(])(?:terraform|tofu|cdktf|cloudsmith-trust)\s/m;
const MENTIONS = /\bCLOUDSMITH_API_KEY\b/;

/** @param own whether the variable is given to this step alone */
export function useOfVariable(step: WorkflowStep, own: boolean): StepUse {
  const { run } = step;
  if (run === undefined) {
    if (isCloudsmithAction(step)) {
      return "replaceable";
    }
    const mentions = [...step.with.values(), ...step.env.values()].some((value) =>
      /env\.CLOUDSMITH_API_KEY/.test(value),
    );
    return mentions ? "tool" : own ? "hidden" : "none";
  }
  const asks = MENTIONS.test(run);
  if ((asks || own) && TOOL.test(run)) {
    return "tool";
  }
  if (CLIENT.test(run) || PROVIDER.test(run) || (asks && /X-Api-Key/i.test(run))) {
    return "replaceable";
  }
  return asks || own ? "hidden" : "none";
}
