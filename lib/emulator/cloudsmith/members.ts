import { isManager } from "../access.js";
import type { Call, Handler } from "../http/call.js";
import { Fields } from "../http/fields.js";
import { search } from "../http/list-query.js";
import { paginate } from "../http/pagination.js";
import { forbidden, noContent, notFound, ok } from "../http/reply.js";
import { newApiKey } from "../private/keys.js";
import { memberKey, type UserRecord } from "../state.js";
import { forgetGrants } from "./private/references.js";
import { profileUrl } from "./user.js";

/** E-mail addresses are shown in full to managers and to their owner. */
function body(call: Call, user: UserRecord) {
  const { identity, world } = call;
  const whole = isManager(identity) || (identity.kind === "user" && identity.slug === user.slug);
  return {
    email: whole ? user.email : user.email.replace(/^(.).*@/, "$1***@"),
    has_two_factor: user.has_two_factor,
    is_active: user.is_active,
    joined_at: user.joined_at,
    last_login_at: null,
    last_login_method: "Unknown",
    role: user.role,
    teams: [...world.state.teams.values()].flatMap(({ slug, name, members }) => {
      const role = members.get(memberKey("User", user.slug))?.role;
      return role === undefined ? [] : [{ name, slug, role }];
    }),
    user: user.slug,
    user_id: user.slug_perm,
    user_name: user.name,
    user_url: profileUrl(world.url(), user.slug),
    visibility: user.visibility,
  };
}

function found(call: Call): UserRecord {
  const name = call.param("member");
  const { users } = call.world.state;
  const user = users.get(name) ?? [...users.values()].find(({ slug_perm }) => slug_perm === name);
  if (!user) {
    throw notFound();
  }
  return user;
}

/** GET /orgs/{org}/members/: humans only. Service accounts are not members, to read one here gives 404. */
export const list: Handler = (call) => {
  const { organization, users } = call.world.state;
  const active = call.query.get("is_active") === "true";
  const rows = search(
    call,
    [...users.values()].filter(({ is_active }) => is_active || !active),
    {
      terms: {
        email: { of: ({ email }) => [email] },
        org: { of: () => [organization.slug], exact: true },
        user: { of: ({ slug, name }) => [slug, name] },
        userslug: { of: ({ slug }) => [slug] },
        user_name: { of: ({ name }) => [name] },
        inactive: { of: ({ is_active }) => [String(!is_active)], exact: true },
        role: { of: ({ role }) => [role], exact: true },
      },
      bare: ["user", "email"],
      sorts: { user_name: ({ name }) => name.toLowerCase(), role: ({ role }) => role },
      defaultSort: "user_name",
    },
  );
  return paginate(call, rows, (user) => body(call, user));
};

/** GET /orgs/{org}/members/{member}/ */
export const read: Handler = (call) => ok(body(call, found(call)));

/** PATCH /orgs/{org}/members/{member}/: the API describes nothing that could be changed here. */
export const update: Handler = (call) => ok(body(call, found(call)));

/** POST /orgs/{org}/members/{member}/refresh/: a new key, which is shown to nobody. */
export const refresh: Handler = (call) => {
  found(call).key = newApiKey();
  return noContent();
};

/** PATCH /orgs/{org}/members/{member}/update-role/: only an Owner makes Owners, or changes one. */
export const updateRole: Handler = (call) => {
  const user = found(call);
  const fields = new Fields(call.json());
  const role = fields.choice("role", ["Owner", "Manager", "Member", "Collaborator"]);
  fields.done();
  const byOwner = call.identity.kind === "user" && call.identity.user.role === "Owner";
  if (!byOwner && (user.role === "Owner" || role === "Owner")) {
    throw forbidden();
  }
  user.role = role ?? user.role;
  return ok(membership(body(call, user)));
};

/** PATCH /orgs/{org}/members/{member}/update-visibility/ */
export const updateVisibility: Handler = (call) => {
  const user = found(call);
  const fields = new Fields(call.json());
  user.visibility = fields.choice("visibility", ["Public", "Private"]) ?? user.visibility;
  fields.done();
  return ok(membership(body(call, user)));
};

/** What these two answer: the membership without its teams and its activity. */
function membership({ teams: _, is_active: __, ...shown }: ReturnType<typeof body>): unknown {
  return shown;
}

/** DELETE /orgs/{org}/members/{member}/ */
export const remove: Handler = (call) => {
  const user = found(call);
  const { state } = call.world;
  state.users.delete(user.slug);
  for (const team of state.teams.values()) {
    team.members.delete(memberKey("User", user.slug));
  }
  forgetGrants(call.world, "user", user.slug);
  return noContent();
};
