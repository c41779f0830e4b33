/** What a changed resource of the GitHub provider guards less, or more, than declared. */

import type { JsonObject } from "../../plan/document.js";
import type { DriftedResource } from "../../plan/drifted.js";
import { canonical } from "../private/canonical.js";
import type { DriftEffect } from "../result.js";

type Compare = (recorded: JsonObject, live: JsonObject | undefined) => readonly DriftEffect[];

/** What a resource's drift does to what it guards; nothing for a type that guards nothing. */
export function compareGuard({ type, recorded, live }: DriftedResource): readonly DriftEffect[] {
  return Object.hasOwn(GUARDS, type) ? (GUARDS[type]?.(recorded, live) ?? []) : [];
}

/** Whether a type of resource guards what GitHub's side of trust rests on. */
export function guards(type: string): boolean {
  return Object.hasOwn(GUARDS, type);
}

const wider = (words: string): DriftEffect => ({ direction: "wider", words });
const narrower = (words: string): DriftEffect => ({ direction: "narrower", words });

const GUARDS: { readonly [type: string]: Compare } = {
  github_repository_environment: environment,
  github_repository_environment_deployment_policy: deploymentPolicy,
  github_repository_ruleset: ruleset,
  github_organization_ruleset: ruleset,
  github_workflow_repository_permissions: workflowPermissions,
  github_branch_protection: wholly("the protection of the branch"),
  github_branch_protection_v3: wholly("the protection of the branch"),
  github_actions_repository_oidc_subject_claim_customization_template: subject,
  github_actions_organization_oidc_subject_claim_customization_template: subject,
};

/** One of the required reviewers is enough: https://docs.github.com/actions/reference/deployments-and-environments */
function environment(recorded: JsonObject, live: JsonObject | undefined): readonly DriftEffect[] {
  if (live === undefined) {
    return [wider("the environment is gone: GitHub makes it again, without any protection, when a job names it")];
  }
  const [had, has] = [reviewersOf(recorded), reviewersOf(live)];
  const [gone, added] = [had.filter((each) => !has.includes(each)), has.filter((each) => !had.includes(each))];
  return [
    ...(had.length > 0 && has.length === 0 ? [wider("nobody has to review deployments any more")] : []),
    ...(had.length > 0 && added.length > 0 ? [wider(`${added.join(", ")} may approve deployments as well`)] : []),
    ...(has.length > 0 && gone.length > 0 ? [narrower(`${gone.join(", ")} may not approve deployments any more`)] : []),
    ...(had.length === 0 && has.length > 0 ? [narrower("deployments have to be reviewed")] : []),
    ...flag(recorded, live, "can_admins_bypass", true, true, "administrators may pass over the protection"),
    ...flag(recorded, live, "prevent_self_review", false, false, "whoever starts a run may approve it"),
    ...timer(recorded, live),
    ...policy(recorded, live),
  ];
}

function reviewersOf({ reviewers }: JsonObject): readonly string[] {
  return blocks(reviewers).flatMap(({ teams, users }) => [
    ...numbers(teams).map((id) => `team ${id}`),
    ...numbers(users).map((id) => `user ${id}`),
  ]);
}

function timer(recorded: JsonObject, live: JsonObject): readonly DriftEffect[] {
  const [was, is] = [Number(recorded.wait_timer ?? 0), Number(live.wait_timer ?? 0)];
  if (was === is) {
    return [];
  }
  const words = `deployments wait for ${is} minutes instead of ${was}`;
  return [is < was ? wider(words) : narrower(words)];
}

function policy(recorded: JsonObject, live: JsonObject): readonly DriftEffect[] {
  const [was, is] = [policyOf(recorded), policyOf(live)];
  if (was === is) {
    return [];
  }
  if (is === "any branch") {
    return [wider(`any branch may deploy, instead of ${was}`)];
  }
  return [was === "any branch" ? narrower(`only ${is} may deploy`) : wider(`${is} may deploy, instead of ${was}`)];
}

function policyOf({ deployment_branch_policy }: JsonObject): string {
  const [found] = blocks(deployment_branch_policy);
  if (found === undefined) {
    return "any branch";
  }
  return found.protected_branches === true ? "protected branches" : "branches and tags of a list";
}

function deploymentPolicy(recorded: JsonObject, live: JsonObject | undefined): readonly DriftEffect[] {
  const patternOf = (values: JsonObject): string => String(values.tag_pattern ?? values.branch_pattern ?? "");
  if (live === undefined) {
    return [narrower(`${patternOf(recorded)} may not deploy any more`)];
  }
  return patternOf(recorded) === patternOf(live)
    ? []
    : [wider(`${patternOf(live)} may deploy, instead of ${patternOf(recorded)}`)];
}

function ruleset(recorded: JsonObject, live: JsonObject | undefined): readonly DriftEffect[] {
  const name = String(recorded.name ?? "");
  if (live === undefined) {
    return [wider(`the ruleset ${name} is gone`)];
  }
  const differs = (field: string): boolean => canonical(recorded[field]) !== canonical(live[field]);
  const had = blocks(recorded.bypass_actors).map(canonical);
  const added = blocks(live.bypass_actors).filter((each) => !had.includes(canonical(each)));
  return [
    ...(recorded.enforcement === "active" && live.enforcement !== "active"
      ? [wider(`the ruleset ${name} is no longer enforced`)]
      : []),
    ...(recorded.enforcement !== "active" && live.enforcement === "active"
      ? [narrower(`the ruleset ${name} is enforced`)]
      : []),
    ...(added.length > 0 ? [wider(`${added.length} more may pass over the ruleset ${name}`)] : []),
    ...(differs("conditions") ? [wider(`the ruleset ${name} covers other refs`)] : []),
    ...(differs("rules") ? [wider(`the ruleset ${name} has other rules`)] : []),
    ...(differs("target") ? [wider(`the ruleset ${name} is for other refs`)] : []),
  ];
}

function workflowPermissions(recorded: JsonObject, live: JsonObject | undefined): readonly DriftEffect[] {
  return [
    ...flag(
      recorded,
      live ?? {},
      "default_workflow_permissions",
      "write",
      "read",
      "jobs that name no permissions may write",
    ),
    ...flag(recorded, live ?? {}, "can_approve_pull_request_reviews", true, false, "jobs may approve pull requests"),
  ];
}

function subject(recorded: JsonObject, live: JsonObject | undefined): readonly DriftEffect[] {
  const keysOf = ({ include_claim_keys: keys }: JsonObject): string =>
    Array.isArray(keys) && keys.length > 0 ? keys.join(", ") : "GitHub's own";
  const [was, is] = [keysOf(recorded), live === undefined ? "GitHub's own" : keysOf(live)];
  return was === is ? [] : [wider(`subjects are made of ${is}, instead of ${was}`)];
}

/** Of a type whose parts are not looked at: any change may weaken it. */
function wholly(what: string): Compare {
  return (_, live) => [wider(live === undefined ? `${what} is gone` : `${what} is another`)];
}

/** @param open the value that guards less; @param otherwise what an absent value means */
function flag(
  recorded: JsonObject,
  live: JsonObject,
  name: string,
  open: unknown,
  otherwise: unknown,
  words: string,
): readonly DriftEffect[] {
  const [was, is] = [recorded[name] ?? otherwise, live[name] ?? otherwise];
  if (was === is) {
    return [];
  }
  return [is === open ? wider(words) : narrower(`no longer: ${words}`)];
}

function blocks(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly JsonObject[]) : [];
}

function numbers(value: unknown): readonly number[] {
  return Array.isArray(value) ? value.map(Number) : [];
}
