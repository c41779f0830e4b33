import { isManager } from "../access.js";
import type { Call, Handler } from "../http/call.js";
import { search } from "../http/list-query.js";
import { paginate } from "../http/pagination.js";
import { noContent, notFound, ok } from "../http/reply.js";
import { memberKey, type UserRecord } from "../state.js";
import { forgetGrants } from "./private/references.js";
import { profileUrl } from "./user.js";

/** E-mail addresses are shown in full to managers and to their owner. */
function body(call: Call, user: UserRecord): unknown {
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
