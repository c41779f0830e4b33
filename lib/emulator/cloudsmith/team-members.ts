import type { Call, Handler } from "../http/call.js";
import { Fields } from "../http/fields.js";
import { created, invalid, noContent, notFound, ok } from "../http/reply.js";
import { memberKey, type TeamMemberRecord, type TeamRecord } from "../state.js";
import { audit } from "./private/audit.js";
import { mayManage, teamOf } from "./teams.js";

const ROLES = ["Manager", "Member"] as const;

const body = (members: Iterable<TeamMemberRecord>): unknown => ({
  members: [...members].map(({ role, user, user_kind }) => ({ role, user, user_kind })),
});

/** GET /orgs/{org}/teams/{team}/members: users, unless `user_kind=service` asks for the service accounts. */
export const list: Handler = (call) => {
  const team = teamOf(call);
  const kind = (call.query.get("user_kind") ?? "user").toLowerCase() === "service" ? "Service" : "User";
  const seen = call.world.consistency.read("members", team.slug, team.members, call.stale);
  if (!seen) {
    throw notFound();
  }
  return ok(body([...seen.values()].filter(({ user_kind }) => user_kind === kind)));
};

/** POST: adds. Somebody who is already in the team is refused, with all others. */
export const add: Handler = (call) => {
  const team = teamOf(call);
  mayManage(call, team);
  const members = readMembers(call);
  const already = members.filter(({ user_kind, user }) => team.members.has(memberKey(user_kind, user)));
  if (already.length > 0) {
    throw invalid({ members: already.map(({ user }) => `${user} is already a member of this team.`) });
  }
  noteChange(call, team);
  for (const member of members) {
    team.members.set(memberKey(member.user_kind, member.user), member);
    audit(call, "org.team.member_added", { name: member.user, kind: "user", slug_perm: team.slug_perm });
  }
  return created(body(members));
};

/** PUT: replaces all. */
export const replace: Handler = (call) => {
  const team = teamOf(call);
  mayManage(call, team);
  const members = readMembers(call);
  noteChange(call, team);
  const keepServices =
    call.world.assumptions["put-members-services"] === "kept" && members.every(({ user_kind }) => user_kind === "User");
  for (const [key, { user_kind }] of team.members) {
    if (!keepServices || user_kind === "User") {
      team.members.delete(key);
    }
  }
  for (const member of members) {
    team.members.set(memberKey(member.user_kind, member.user), member);
  }
  return noContent();
};

function noteChange(call: Call, team: TeamRecord): void {
  call.world.consistency.note("members", team.slug, team.members, "update");
}

function readMembers(call: Call): TeamMemberRecord[] {
  const fields = new Fields(call.json()).require("members");
  const { users, services } = call.world.state;
  const members = (fields.objects("members") ?? []).flatMap((item): TeamMemberRecord[] => {
    const role = ROLES.find((candidate) => candidate === item.role);
    const user = String(item.user ?? "");
    const user_kind = item.user_kind === undefined || item.user_kind === "User" ? "User" : "Service";
    const known = user_kind === "User" ? users.has(user) : services.has(user);
    if (!role) {
      fields.fail("members", `"${String(item.role ?? "")}" is not a valid choice for role.`);
      return [];
    }
    if (!known) {
      fields.fail("members", `Invalid user specified: ${user}`);
      return [];
    }
    return [{ user, user_kind, role }];
  });
  fields.done();
  return members;
}
