/** The step that signs a job in by OIDC. */
import { isMap, type Node, type Scalar } from "yaml";
import { actionVersion } from "../../workflow/logins.js";
import type { WorkflowStep } from "../../workflow/model.js";
import type { Edit } from "../edits.js";
import { useOfVariable } from "../places.js";
import { indentStep } from "./permissions.js";
import { type JobSource, NotSafe, type StepSource, type WorkflowSource } from "./source.js";

/** The release of the action that a changed job signs in by: a tag can be moved. */
export const LOGIN_ACTION_PIN = "cloudsmith-io/cloudsmith-cli-action@ad73fafb92e3e29a5166c529464c2df7658a608e # v3.1.0";

/** Minor version of the client that hands out its OIDC token. Source: cloudsmith-cli, CHANGELOG. */
const OLDEST_CLIENT = 21;

export interface LoginTarget {
  readonly organization: string;
  /** A slug, or an expression. */
  readonly account: string;
}

/**
 * The login action's own step, turned from a key to OIDC.
 *
 * @throws NotSafe
 */
export function turnedLogin(
  source: WorkflowSource,
  job: JobSource,
  { map, step, index }: StepSource & { readonly index: number },
  { organization, account }: LoginTarget,
): readonly Edit[] {
  const inputs = source.document.get(map, "with");
  const key = source.entry(inputs, "api-key");
  if (key === undefined || !isMap(inputs)) {
    throw new NotSafe("its inputs are written in a way that is not understood", step.line);
  }
  const version = actionVersion(step.uses ?? "", step.usesComment);
  const isExported = version !== undefined && version.major < 3;
  const later = job.job.steps.slice(index + 1);
  const isNeeded = !isExported && !step.with.has("export-auth-token") && later.some(needsVariable);
  if (isNeeded && version?.minor === 0) {
    throw new NotSafe("version 3.0 of the action does not hand the token on to later steps: take 3.1 first", step.line);
  }
  const client = /^(\d+)\.(\d+)/.exec(step.with.get("cli-version") ?? "");
  if (!isExported && client !== null && Number(client[1]) === 1 && Number(client[2]) < OLDEST_CLIENT) {
    throw new NotSafe(
      `it pins the client to ${client[0]}, which knows no OIDC: raise cli-version to 1.${OLDEST_CLIENT} or newer`,
      step.line,
    );
  }
  const values = [
    ...(step.with.has("oidc-namespace") ? [] : [["oidc-namespace", organization] as const]),
    ["oidc-service-slug", account] as const,
    ...(isNeeded ? [["export-auth-token", "true"] as const] : []),
  ];
  const isFlow = inputs.flow === true;
  const from = (key.key as Node).range?.[0] ?? 0;
  const [start = 0, end = 0] = (key.value as Scalar).range ?? [];
  if (source.text.slice(start, end).includes("\n")) {
    throw new NotSafe("its key stands on several lines", step.line);
  }
  const written = values.map(([name, value]) => `${name}: ${isFlow && value.includes("{") ? `"${value}"` : value}`);
  return [{ from, to: end, text: written.join(isFlow ? ", " : `${source.lineEnd}${source.indent(key.key)}`) }];
}

interface Place {
  /** The first step that needs to be signed in. */
  readonly first: StepSource;
  /** Of every step that needs to be. */
  readonly conditions: readonly (string | undefined)[];
  /** Of the new step. */
  readonly id: string;
}

/**
 * A step of its own in front of the first that needs to be signed in, under the conditions of all that do: where none of
 * them runs, a login might be refused.
 *
 * @throws NotSafe
 */
export function newLogin(
  source: WorkflowSource,
  job: JobSource,
  { first, conditions, id }: Place,
  { organization, account }: LoginTarget,
): readonly Edit[] {
  const key = source.document.entries(first.map)[0]?.key;
  if (key === undefined) {
    throw new NotSafe("its steps are written in a way that is not understood", first.step.line);
  }
  const line = source.document.lineStart(source.lineOf(key));
  const dash = /^([ \t]*)-([ \t]+)$/.exec(source.text.slice(line, key.range?.[0] ?? 0));
  if (dash === null) {
    throw new NotSafe("its steps are written on one line", first.step.line);
  }
  const [, before = "", gap = " "] = dash;
  const inner = `${before} ${gap}`;
  const condition = conditionOf(conditions, first.step.line);
  const deeper = indentStep(source, job.map);
  const lines = [
    `${before}-${gap}name: Sign in to Cloudsmith`,
    `${inner}id: ${id}`,
    ...(condition === undefined ? [] : [`${inner}if: ${yamlScalar(condition)}`]),
    `${inner}uses: ${LOGIN_ACTION_PIN}`,
    `${inner}with:`,
    `${inner}${deeper}oidc-namespace: ${organization}`,
    `${inner}${deeper}oidc-service-slug: ${account}`,
    `${inner}${deeper}export-auth-token: true`,
  ];
  const edit = source.insertBefore(key, lines, /^[ \t]*-[ \t]+$/);
  const isSpaced = /\n[ \t]*\r?\n$/.test(source.text.slice(0, edit.from));
  return [isSpaced ? { ...edit, text: edit.text + source.lineEnd } : edit];
}

/** One condition that holds where any of these does; none where one step has none. */
function conditionOf(conditions: readonly (string | undefined)[], line: number): string | undefined {
  const written = [...new Set(conditions)].filter((condition) => condition !== undefined);
  if (conditions.includes(undefined) || written.length < 2) {
    return conditions.includes(undefined) ? undefined : written[0];
  }
  const bare = written.map((condition) =>
    condition
      .trim()
      .replace(/^\$\{\{([\s\S]*)\}\}$/, "$1")
      .trim(),
  );
  if (bare.some((condition) => /\$\{\{|\bsteps\./.test(condition))) {
    throw new NotSafe("the steps that need the key have conditions that cannot be joined for certain", line);
  }
  return bare.map((condition) => `(${condition})`).join(" || ");
}

/** Whether a step may want the variable that the login action sets, beside the client itself. */
function needsVariable(step: WorkflowStep): boolean {
  const texts = [step.run ?? "", ...step.with.values(), ...step.env.values()].join("\n");
  return /CLOUDSMITH_API_KEY|oidc-token/.test(texts) || useOfVariable(step, false) === "hidden";
}

/** A condition as a YAML scalar: plain where YAML reads it back as it is. */
function yamlScalar(text: string): string {
  const one = text.trim();
  return /^[A-Za-z$(][^\n]*$/.test(one) && !/: |\s#|[:]$/.test(one) ? one : JSON.stringify(one);
}
