import type { AnyResource, NestedBlock, ObjectValue, Value } from "../../../../terraform/index.js";
import { type Answer, field, type GitHubClient } from "../../client.js";
import { splitId } from "../private/id.js";
import { blockOf, rulesOf, sameRules } from "./rules.js";
import { RULESET_SCHEMA } from "./schema.js";

const RULE_NAMES = Object.fromEntries(
  Object.entries(RULESET_SCHEMA.blocks?.rules?.blocks ?? {}).map(([name, block]) => [name, namesIn(block)]),
);

/** `github_repository_ruleset`: rules on branches or tags, id = the ruleset's number. */
export const ruleset: AnyResource<GitHubClient> = {
  schema: RULESET_SCHEMA,

  async create({ client, planned }, response) {
    const answer = await client.send("POST", collection(client, planned), body(planned));
    response.state = computedFrom(planned, answer);
  },

  async read({ client, state }, response) {
    const answer = await client.send("GET", item(client, state), undefined, [404]);
    response.state = answer.status === 404 ? null : found(computedFrom(state, answer), answer.body);
  },

  async update({ client, planned, prior }, response) {
    const answer = await client.send("PUT", item(client, prior), body(planned));
    response.state = computedFrom(planned, answer);
  },

  async delete({ client, prior }) {
    await client.remove(item(client, prior));
  },

  async importState({ id }, response) {
    const { repository, ruleset_id: number } = splitId(id, ["repository", "ruleset_id"]);
    response.state = { repository: repository ?? null, id: number ?? null };
  },
};

function namesIn(block: NestedBlock): readonly string[] {
  return [...Object.keys(block.attributes), ...Object.keys(block.blocks ?? {})];
}

function collection(client: GitHubClient, value: ObjectValue): string {
  return client.repository(String(value.repository), "/rulesets");
}

function item(client: GitHubClient, value: ObjectValue): string {
  return `${collection(client, value)}/${encodeURIComponent(String(value.id))}`;
}

function blocks(value: Value | undefined): readonly ObjectValue[] {
  return Array.isArray(value) ? (value as readonly ObjectValue[]) : [];
}

function refName(value: ObjectValue): ObjectValue | undefined {
  return blocks(blocks(value.conditions)[0]?.ref_name)[0];
}

function body(value: ObjectValue): unknown {
  const condition = refName(value);
  return {
    name: value.name,
    target: value.target,
    enforcement: value.enforcement,
    bypass_actors: blocks(value.bypass_actors),
    ...(condition === undefined ? {} : { conditions: { ref_name: condition } }),
    rules: rulesOf(value),
  };
}

function computedFrom(value: ObjectValue, { body: answered, headers }: Answer): ObjectValue {
  return {
    ...value,
    id: String(field(answered, "id")),
    ruleset_id: Number(field(answered, "id")),
    node_id: String(field(answered, "node_id") ?? ""),
    etag: headers.get("etag") ?? "",
  };
}

function found(state: ObjectValue, answered: unknown): ObjectValue {
  const condition = field(field(answered, "conditions"), "ref_name");
  const rules = field(answered, "rules");
  return {
    ...state,
    name: String(field(answered, "name")),
    target: String(field(answered, "target") ?? "branch"),
    enforcement: String(field(answered, "enforcement")),
    bypass_actors: ((field(answered, "bypass_actors") ?? []) as readonly ObjectValue[]).map((actor) => ({
      actor_id: actor.actor_id ?? null,
      actor_type: actor.actor_type ?? null,
      bypass_mode: actor.bypass_mode ?? null,
    })),
    conditions:
      condition === undefined
        ? []
        : [{ ref_name: [{ include: names(condition, "include"), exclude: names(condition, "exclude") }] }],
    rules: sameRules(rulesOf(state), rules) ? (state.rules ?? []) : [blockOf(rules, RULE_NAMES)],
  };
}

function names(condition: unknown, list: string): readonly string[] {
  const value = field(condition, list);
  return Array.isArray(value) ? value.map(String) : [];
}
