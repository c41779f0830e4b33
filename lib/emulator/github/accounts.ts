import type { Call, Handler } from "../http/call.js";
import { created, ok, Problem } from "../http/reply.js";
import { missing, rightsOf } from "./access.js";
import { type AuthorRecord, ownerOf } from "./state.js";

function account(call: Call, login: string) {
  const owner = call.world.state.github.owners.get(login.toLowerCase());
  if (!owner) {
    throw missing();
  }
  return owner;
}

const nodeId = (kind: string, id: number): string => Buffer.from(`${kind}${id}`).toString("base64");

/** What tokens of apps act as ends in this; a person's login cannot. */
const BOT = "[bot]";
const FIRST_BOT_ID = 41_898_282;

/** Who a call acts as. */
export function actorOf(call: Call): AuthorRecord {
  const { login } = rightsOf(call);
  const known = call.world.state.github.owners.get(login.toLowerCase());
  return { login, id: known?.id ?? (login.endsWith(BOT) ? FIRST_BOT_ID : 1) };
}

export function userBody({ login, id }: AuthorRecord): object {
  const type = login.endsWith(BOT) ? "Bot" : "User";
  return { login, id, node_id: nodeId(type, id), type };
}

/** GET /user: for people's tokens alone. */
export const self: Handler = (call) => {
  const actor = actorOf(call);
  if (actor.login === "") {
    throw missing();
  }
  if (actor.login.endsWith(BOT)) {
    throw new Problem(403, "Resource not accessible by integration");
  }
  return ok({ ...userBody(actor), name: actor.login });
};

/** GET /orgs/{org} */
export const organization: Handler = (call) => {
  const { id, login } = account(call, call.param("org"));
  return ok({
    login,
    id,
    node_id: nodeId("Organization", id),
    name: login,
    description: "",
    type: "Organization",
    plan: { name: call.world.state.github.plan },
    // for those who may read the organization itself
    ...(rightsOf(call).permissions === "all" ? { total_private_repos: privateRepositories(call, login) } : {}),
  });
};

function privateRepositories(call: Call, login: string): number {
  const owned = [...call.world.state.github.repositories.values()].filter(({ full_name }) =>
    full_name.toLowerCase().startsWith(`${login.toLowerCase()}/`),
  );
  return owned.filter(({ visibility }) => visibility !== "public").length;
}

/** GET /users/{username} */
export const user: Handler = (call) => {
  const { id, login, type } = account(call, call.param("username"));
  return ok({ login, id, node_id: nodeId(type, id), type, name: login });
};

/** GET /user/{account_id}: by the number, which a rename does not change. */
export const userById: Handler = (call) => {
  const asked = Number(call.param("account_id"));
  const found = [...call.world.state.github.owners.values()].find(({ id }) => id === asked);
  if (!found) {
    throw missing();
  }
  const { id, login, type } = found;
  return ok({ login, id, node_id: nodeId(type, id), type, name: login });
};

/** GET /orgs/{org}/teams/{team} */
export const team: Handler = (call) => {
  const [org, slug] = [call.param("org"), call.param("team")];
  const id = call.world.state.github.teams.get(`${org}/${slug}`.toLowerCase());
  if (id === undefined) {
    throw missing();
  }
  return ok({ id, slug, name: slug, privacy: "closed", permission: "pull" });
};

/** GET /orgs/{org}/actions/oidc/customization/sub */
export const readSubject: Handler = (call) => {
  const subject = call.world.state.github.subjects.get(call.param("org").toLowerCase());
  return ok({
    include_claim_keys: subject?.include_claim_keys ?? ["repo", "context"],
    use_immutable_subject: false,
    ...subject,
  });
};

/** PUT /orgs/{org}/actions/oidc/customization/sub */
export const writeSubject: Handler = (call) => {
  const { include_claim_keys, use_immutable_subject } = call.json();
  const { login } = ownerOf(call.world.state.github, call.param("org"));
  call.world.state.github.subjects.set(login.toLowerCase(), {
    include_claim_keys: Array.isArray(include_claim_keys) ? include_claim_keys.map(String) : ["repo", "context"],
    use_immutable_subject: use_immutable_subject === true,
  });
  return created({});
};

/** GET /orgs/{org}/actions/oidc/customization/properties/repo: no property is in the tokens. */
export const properties: Handler = () => ok([]);
