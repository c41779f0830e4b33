import type { Call, Handler } from "../http/call.js";
import { created, noContent, ok } from "../http/reply.js";
import { missing, repositoryOf, unprocessable } from "./access.js";
import { githubPage } from "./private/page.js";
import { appliesTo } from "./private/ref-patterns.js";
import { type GitHubRepositoryRecord, type RulesetRecord, takeId } from "./state.js";

const TARGETS = ["branch", "tag", "push"] as const;
const ENFORCEMENTS = ["disabled", "active", "evaluate"] as const;

const summary = (
  repository: GitHubRepositoryRecord,
  { rules: _, bypass_actors: __, conditions: ___, ...shown }: RulesetRecord,
) => ({
  ...shown,
  node_id: Buffer.from(`RepositoryRuleset${shown.id}`).toString("base64"),
  source_type: "Repository",
  source: repository.full_name,
});

const body = (repository: GitHubRepositoryRecord, ruleset: RulesetRecord): unknown => ({
  ...summary(repository, ruleset),
  conditions: ruleset.conditions,
  rules: ruleset.rules,
  bypass_actors: ruleset.bypass_actors,
});

function found(call: Call): RulesetRecord {
  const ruleset = repositoryOf(call).rulesets.get(Number(call.param("ruleset_id")));
  if (!ruleset) {
    throw missing();
  }
  return ruleset;
}

/** The rules in force on a ref, with the ruleset each is from. */
export function activeRules(repository: GitHubRepositoryRecord, target: "branch" | "tag", ref: string) {
  return [...repository.rulesets.values()]
    .filter(
      (ruleset) => ruleset.target === target && ruleset.enforcement === "active" && covers(repository, ruleset, ref),
    )
    .flatMap((ruleset) =>
      ruleset.rules.map((rule) => ({
        ...rule,
        ruleset_id: ruleset.id,
        ruleset_source: repository.full_name,
        ruleset_source_type: "Repository",
      })),
    );
}

function covers(repository: GitHubRepositoryRecord, { conditions }: RulesetRecord, ref: string): boolean {
  const { include = ["~ALL"], exclude = [] } = conditions.ref_name ?? {};
  const fits = (pattern: string): boolean =>
    pattern === "~ALL" ||
    (pattern === "~DEFAULT_BRANCH" ? ref === `refs/heads/${repository.default_branch}` : appliesTo(pattern, ref));
  return include.some(fits) && !exclude.some(fits);
}

/** GET /repos/{owner}/{repo}/rulesets */
export const list: Handler = (call) => {
  const repository = repositoryOf(call);
  return githubPage(call, [...repository.rulesets.values()], (ruleset) => summary(repository, ruleset));
};

/** GET /repos/{owner}/{repo}/rules/branches/{branch} */
export const ofBranch: Handler = (call) => {
  const repository = repositoryOf(call);
  return githubPage(call, activeRules(repository, "branch", `refs/heads/${call.param("branch")}`), (rule) => rule);
};

/** GET /repos/{owner}/{repo}/rulesets/{ruleset_id} */
export const read: Handler = (call) => ok(body(repositoryOf(call), found(call)));

/** POST /repos/{owner}/{repo}/rulesets */
export const create: Handler = (call) => {
  const repository = repositoryOf(call);
  const now = new Date(call.world.clock.now()).toISOString();
  const ruleset: RulesetRecord = {
    id: takeId(call.world.state.github),
    name: "",
    target: "branch",
    enforcement: "disabled",
    conditions: {},
    rules: [],
    bypass_actors: [],
    created_at: now,
    updated_at: now,
  };
  apply(call, ruleset);
  repository.rulesets.set(ruleset.id, ruleset);
  return created(body(repository, ruleset));
};

/** PUT /repos/{owner}/{repo}/rulesets/{ruleset_id} */
export const update: Handler = (call) => {
  const ruleset = found(call);
  apply(call, ruleset);
  ruleset.updated_at = new Date(call.world.clock.now()).toISOString();
  return ok(body(repositoryOf(call), ruleset));
};

/** DELETE /repos/{owner}/{repo}/rulesets/{ruleset_id} */
export const remove: Handler = (call) => {
  repositoryOf(call).rulesets.delete(found(call).id);
  return noContent();
};

function apply(call: Call, ruleset: RulesetRecord): void {
  const given = call.json();
  const name = given.name ?? ruleset.name;
  if (typeof name !== "string" || name === "") {
    throw unprocessable("name", "name is required.");
  }
  if (given.bypass_actors === null) {
    throw unprocessable("bypass_actors", "Invalid property /bypass_actors: data cannot be null.");
  }
  ruleset.name = name;
  ruleset.target = TARGETS.find((target) => target === given.target) ?? ruleset.target;
  ruleset.enforcement = ENFORCEMENTS.find((enforcement) => enforcement === given.enforcement) ?? ruleset.enforcement;
  ruleset.conditions = (given.conditions as RulesetRecord["conditions"] | undefined) ?? ruleset.conditions;
  ruleset.rules = Array.isArray(given.rules) ? given.rules.map(asKept) : ruleset.rules;
  ruleset.bypass_actors = Array.isArray(given.bypass_actors) ? given.bypass_actors : ruleset.bypass_actors;
}

/** Only forks can allow fetch and merge, and none here is one: the provider asks for it wherever it sets `update`. */
function asKept(rule: RulesetRecord["rules"][number]): RulesetRecord["rules"][number] {
  return rule.type === "update" ? { type: "update", parameters: { update_allows_fetch_and_merge: false } } : rule;
}
