import type { Call, Handler } from "../http/call.js";
import { noContent, ok, Problem } from "../http/reply.js";
import { missing, unprocessable } from "./access.js";
import { environmentOf } from "./environments.js";
import { githubPage } from "./private/page.js";
import { takeId } from "./state.js";

type Policy = { readonly id: number; name: string; readonly type: "branch" | "tag" };

const body = ({ id, name, type }: Policy): unknown => ({
  id,
  node_id: Buffer.from(`DeploymentBranchPolicy${id}`).toString("base64"),
  name,
  type,
});

function found(call: Call): Policy {
  const policy = environmentOf(call).policies.get(Number(call.param("branch_policy_id")));
  if (!policy) {
    throw missing();
  }
  return policy;
}

function nameOf(call: Call): string {
  const { name } = call.json();
  if (typeof name !== "string" || name === "") {
    throw unprocessable("name", "name is required.");
  }
  return name;
}

/** GET /repos/{owner}/{repo}/environments/{environment_name}/deployment-branch-policies */
export const list: Handler = (call) =>
  githubPage(call, [...environmentOf(call).policies.values()], body, "branch_policies");

/** POST: only where the environment has custom branch policies. */
export const create: Handler = (call) => {
  const environment = environmentOf(call);
  if (environment.deployment_branch_policy?.custom_branch_policies !== true) {
    throw missing();
  }
  const name = nameOf(call);
  const type = call.json().type === "tag" ? "tag" : "branch";
  if ([...environment.policies.values()].some((policy) => policy.name === name && policy.type === type)) {
    throw new Problem(303, "See Other");
  }
  const policy: Policy = { id: takeId(call.world.state.github), name, type };
  environment.policies.set(policy.id, policy);
  return ok(body(policy));
};

/** GET …/deployment-branch-policies/{branch_policy_id} */
export const read: Handler = (call) => ok(body(found(call)));

/** PUT …/deployment-branch-policies/{branch_policy_id} */
export const update: Handler = (call) => {
  const policy = found(call);
  policy.name = nameOf(call);
  return ok(body(policy));
};

/** DELETE …/deployment-branch-policies/{branch_policy_id} */
export const remove: Handler = (call) => {
  environmentOf(call).policies.delete(found(call).id);
  return noContent();
};
