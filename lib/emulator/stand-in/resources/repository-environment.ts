import type { AnyResource, ObjectValue, Value } from "../../../terraform/index.js";
import { field, type GitHubClient } from "../client.js";
import { describe, id, key, optional, required } from "../shape.js";
import { splitId } from "./private/id.js";
import { seen } from "./private/seen.js";

/** `github_repository_environment`: an environment with its protection rules, id `repository:environment`. */
export const repositoryEnvironment: AnyResource<GitHubClient> = {
  schema: {
    version: 0,
    description: describe("github_repository_environment"),
    attributes: {
      id: id(),
      repository: key("string"),
      environment: key("string"),
      can_admins_bypass: optional("bool"),
      prevent_self_review: optional("bool"),
      wait_timer: optional("number"),
    },
    blocks: {
      reviewers: {
        nesting: "list",
        maxItems: 6,
        attributes: { teams: optional(["set", "number"]), users: optional(["set", "number"]) },
      },
      deployment_branch_policy: {
        nesting: "list",
        maxItems: 1,
        attributes: { protected_branches: required("bool"), custom_branch_policies: required("bool") },
      },
    },
  },

  async create({ client, planned }, response) {
    await client.send("PUT", path(client, planned), body(planned));
    response.state = await read(client, planned);
  },

  async read({ client, state }, response) {
    response.state = await read(client, state);
  },

  async update({ client, planned }, response) {
    await client.send("PUT", path(client, planned), body(planned));
    response.state = await read(client, planned);
  },

  async delete({ client, prior }) {
    await client.remove(path(client, prior));
  },

  async importState({ id: importId }, response) {
    response.state = splitId(importId, ["repository", "environment"]);
  },
};

function path(client: GitHubClient, value: ObjectValue): string {
  const name = encodeURIComponent(String(value.environment));
  return client.repository(String(value.repository), `/environments/${name}`);
}

function blocks(value: Value | undefined): readonly ObjectValue[] {
  return Array.isArray(value) ? (value as readonly ObjectValue[]) : [];
}

function ids(value: Value | undefined): readonly number[] {
  return Array.isArray(value) ? value.map(Number) : [];
}

function body(value: ObjectValue): unknown {
  const policy = blocks(value.deployment_branch_policy)[0];
  return {
    wait_timer: value.wait_timer ?? 0,
    can_admins_bypass: value.can_admins_bypass ?? true,
    prevent_self_review: value.prevent_self_review ?? false,
    reviewers: blocks(value.reviewers).flatMap(({ teams, users }) => [
      ...ids(teams).map((reviewer) => ({ type: "Team", id: reviewer })),
      ...ids(users).map((reviewer) => ({ type: "User", id: reviewer })),
    ]),
    deployment_branch_policy:
      policy === undefined
        ? null
        : {
            protected_branches: policy.protected_branches,
            custom_branch_policies: policy.custom_branch_policies,
          },
  };
}

async function read(client: GitHubClient, value: ObjectValue): Promise<ObjectValue | null> {
  const found = await client.find(path(client, value));
  if (found === undefined) {
    return null;
  }
  const rules = listed(field(found, "protection_rules"));
  const review = rules.find((rule) => field(rule, "type") === "required_reviewers");
  const timer = rules.find((rule) => field(rule, "type") === "wait_timer");
  return {
    ...value,
    id: `${value.repository}:${value.environment}`,
    can_admins_bypass: seen(value.can_admins_bypass, field(found, "can_admins_bypass") !== false, true),
    prevent_self_review: seen(value.prevent_self_review, field(review, "prevent_self_review") === true, false),
    wait_timer: seen(value.wait_timer, Number(field(timer, "wait_timer") ?? 0), 0),
    reviewers: reviewers(value.reviewers, review),
    deployment_branch_policy: policies(field(found, "deployment_branch_policy")),
  };
}

function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The state's own blocks while they name the same reviewers; otherwise one block with those found. */
function reviewers(state: Value | undefined, rule: unknown): readonly ObjectValue[] {
  const found = listed(field(rule, "reviewers"));
  const of = (type: string): number[] =>
    found
      .filter((reviewer) => field(reviewer, "type") === type)
      .map((reviewer) => Number(field(field(reviewer, "reviewer"), "id")));
  const [teams, users] = [of("Team"), of("User")];
  const known = blocks(state);
  if (sameIds(known, "teams", teams) && sameIds(known, "users", users)) {
    return known;
  }
  return found.length === 0 ? [] : [{ teams: orNull(teams), users: orNull(users) }];
}

function sameIds(known: readonly ObjectValue[], name: string, found: readonly number[]): boolean {
  const declared = known.flatMap((block) => ids(block[name]));
  return declared.length === found.length && declared.every((one) => found.includes(one));
}

function orNull(values: readonly number[]): readonly number[] | null {
  return values.length === 0 ? null : values;
}

function policies(found: unknown): readonly ObjectValue[] {
  return typeof found !== "object" || found === null
    ? []
    : [
        {
          protected_branches: field(found, "protected_branches") === true,
          custom_branch_policies: field(found, "custom_branch_policies") === true,
        },
      ];
}
