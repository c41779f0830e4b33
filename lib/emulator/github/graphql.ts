/** The one question of GitHub's GraphQL that is answered: who am I. */
import type { Handler } from "../http/call.js";
import { ok, Problem } from "../http/reply.js";
import { rightsOf } from "./access.js";
import { actorOf } from "./accounts.js";

const VIEWER = /^\s*(query\b[^{]*)?\{\s*viewer\s*\{([\s\w]*)\}\s*\}\s*$/;

/** POST /graphql: `query { viewer { login databaseId } }`, for tokens of people and of apps alike. */
export const query: Handler = (call) => {
  if (rightsOf(call).login === "") {
    throw new Problem(401, "This endpoint requires you to be authenticated.");
  }
  const [, , fields = ""] = VIEWER.exec(String(call.json().query ?? "")) ?? [];
  const { login, id } = actorOf(call);
  const known: { readonly [field: string]: unknown } = { login, databaseId: id };
  const asked = fields.split(/\s+/).filter((field) => field !== "");
  const wrong = asked.find((field) => !Object.hasOwn(known, field));
  if (asked.length === 0 || wrong !== undefined) {
    const message =
      wrong === undefined ? "Only the viewer can be asked here" : `Field '${wrong}' doesn't exist on type 'User'`;
    return ok({ errors: [{ type: "undefinedField", message }] });
  }
  return ok({ data: { viewer: Object.fromEntries(asked.map((field) => [field, known[field]])) } });
};
