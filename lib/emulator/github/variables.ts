import type { Call, Handler } from "../http/call.js";
import { created, noContent, ok, Problem } from "../http/reply.js";
import { missing, repositoryOf, unprocessable } from "./access.js";
import { environmentOf } from "./environments.js";
import { githubPage } from "./private/page.js";
import type { VariableRecord } from "./state.js";

type Variables = (call: Call) => Map<string, VariableRecord>;

const NAME = /^[A-Z_][A-Z0-9_]*$/;

const body = ({ name, value, created_at, updated_at }: VariableRecord): unknown => ({
  name,
  value,
  created_at,
  updated_at,
});

function found(call: Call, variables: Variables): VariableRecord {
  const variable = variables(call).get(call.param("name").toUpperCase());
  if (!variable) {
    throw missing();
  }
  return variable;
}

/** Names are upper case whatever was sent; those that begin with GITHUB_ are GitHub's own. */
function nameOf(call: Call): string {
  const name = String(call.json().name ?? "").toUpperCase();
  if (!NAME.test(name) || name.startsWith("GITHUB_")) {
    throw unprocessable("name", `"${name}" cannot be the name of a variable.`);
  }
  return name;
}

function textOf(call: Call): string {
  const { value } = call.json();
  if (typeof value !== "string") {
    throw unprocessable("value", "value is required.");
  }
  return value;
}

/** The five calls on a set of variables. */
const handlersOf = (variables: Variables) => ({
  list: ((call) => githubPage(call, [...variables(call).values()], body, "variables")) satisfies Handler,
  create: ((call) => {
    const [name, value] = [nameOf(call), textOf(call)];
    if (variables(call).has(name)) {
      throw new Problem(409, "Already exists - Variable already exists");
    }
    const now = new Date(call.world.clock.now()).toISOString();
    variables(call).set(name, { name, value, created_at: now, updated_at: now });
    return created({});
  }) satisfies Handler,
  read: ((call) => ok(body(found(call, variables)))) satisfies Handler,
  update: ((call) => {
    const variable = found(call, variables);
    variable.value = call.json().value === undefined ? variable.value : textOf(call);
    variable.updated_at = new Date(call.world.clock.now()).toISOString();
    return noContent();
  }) satisfies Handler,
  remove: ((call) => {
    variables(call).delete(found(call, variables).name);
    return noContent();
  }) satisfies Handler,
});

/** `/repos/{owner}/{repo}/actions/variables` */
export const ofRepository = handlersOf((call) => repositoryOf(call).variables);

/** `/repos/{owner}/{repo}/environments/{environment_name}/variables` */
export const ofEnvironment = handlersOf((call) => environmentOf(call).variables);
