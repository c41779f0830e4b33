import { isManager } from "../access.js";
import type { Call, Handler } from "../http/call.js";
import { Fields } from "../http/fields.js";
import { search } from "../http/list-query.js";
import { paginate } from "../http/pagination.js";
import { created, forbidden, noContent, notFound, ok } from "../http/reply.js";
import { randomSlugPerm } from "../private/random.js";
import { slugify } from "../private/slugs.js";
import { memberKey, type TeamRecord } from "../state.js";
import { audit } from "./private/audit.js";
import { forgetTeam, renameTeam } from "./private/references.js";
import { NAME_PATTERN } from "./private/repository-request.js";

const VISIBILITIES = ["Visible", "Hidden"] as const;

const body = ({ members: _, ...shown }: TeamRecord): unknown => shown;

const subject = (team: TeamRecord) => ({ name: team.slug, kind: "team", slug_perm: team.slug_perm });

const keyOf = (call: Call): string =>
  call.identity.kind === "anonymous"
    ? ""
    : memberKey(call.identity.kind === "user" ? "User" : "Service", call.identity.slug);

/** Hidden teams are there for managers and their own members only. */
const visibleTo = (call: Call, team: TeamRecord): boolean =>
  team.visibility === "Visible" || isManager(call.identity) || team.members.has(keyOf(call));

/** The team in the path as it truly is, by slug or slug_perm. */
export function teamOf(call: Call): TeamRecord {
  const name = call.param("team");
  const { teams } = call.world.state;
  const team = teams.get(name) ?? [...teams.values()].find(({ slug_perm }) => slug_perm === name);
  if (!team || !visibleTo(call, team)) {
    throw notFound();
  }
  return team;
}

/** Managers of the organization and of the team itself may change it. */
export function mayManage(call: Call, team: TeamRecord): void {
  if (!isManager(call.identity) && team.members.get(keyOf(call))?.role !== "Manager") {
    throw forbidden();
  }
}

/** GET /orgs/{org}/teams/ */
export const list: Handler = (call) => {
  const { consistency, state } = call.world;
  const mine = call.query.get("for_user") === "true";
  const visible = consistency
    .readAll("team", state.teams, call.stale)
    .filter((team) => visibleTo(call, team) && (!mine || team.members.has(keyOf(call))));
  const users = (team: TeamRecord): string[] => [...team.members.values()].map(({ user }) => user);
  const rows = search(call, visible, {
    terms: {
      name: { of: ({ name }) => [name] },
      slug: { of: ({ slug }) => [slug] },
      user: { of: users },
      userslug: { of: users },
    },
    bare: ["name", "slug"],
    sorts: { name: ({ name }) => name.toLowerCase(), members: ({ members }) => members.size },
    defaultSort: "name",
  });
  return paginate(call, rows, body);
};

/** POST /orgs/{org}/teams/: whoever creates a team becomes a member of it, service accounts included. */
export const create: Handler = (call) => {
  const { identity, world } = call;
  const fields = new Fields(call.json()).require("name");
  const change = readTeam(fields);
  const name = change.name ?? "";
  const slug = change.slug ?? slugify(name);
  checkSlug(call, fields, slug, undefined);
  fields.done();
  const team: TeamRecord = {
    name,
    slug,
    slug_perm: randomSlugPerm(),
    description: change.description ?? "",
    visibility: change.visibility ?? "Visible",
    members: new Map(),
  };
  if (identity.kind !== "anonymous") {
    const user_kind = identity.kind === "user" ? "User" : "Service";
    team.members.set(keyOf(call), { user: identity.slug, user_kind, role: "Manager" });
  }
  world.consistency.note("team", slug, undefined, "create");
  world.consistency.note("members", slug, undefined, "create");
  world.state.teams.set(slug, team);
  audit(call, "org.team.created", subject(team));
  return created(body(team));
};

/** GET /orgs/{org}/teams/{team}/ */
export const read: Handler = (call) => {
  const { consistency, state } = call.world;
  const name = call.param("team");
  const current = [...state.teams.values()].find(({ slug, slug_perm }) => slug === name || slug_perm === name);
  const team = consistency.read("team", current?.slug ?? name, current, call.stale);
  if (!team || !visibleTo(call, team)) {
    throw notFound();
  }
  return ok(body(team));
};

/** PATCH /orgs/{org}/teams/{team}/: the slug stays unless it is given. */
export const update: Handler = (call) => {
  const team = teamOf(call);
  mayManage(call, team);
  const fields = new Fields(call.json());
  const change = readTeam(fields);
  checkSlug(call, fields, change.slug, team);
  fields.done();
  call.world.consistency.note("team", team.slug, team, "update");
  if (change.slug !== undefined && change.slug !== team.slug) {
    renameTeam(call.world, team.slug, change.slug);
    audit(call, "org.team.renamed_slug", subject(team));
  }
  if (change.name !== undefined && change.name !== team.name) {
    team.name = change.name;
    audit(call, "org.team.renamed", subject(team));
  }
  team.description = change.description === undefined ? team.description : change.description;
  team.visibility = change.visibility ?? team.visibility;
  return ok(body(team));
};

/** DELETE /orgs/{org}/teams/{team}/: its grants and memberships go with it. */
export const remove: Handler = (call) => {
  const team = teamOf(call);
  mayManage(call, team);
  call.world.consistency.note("team", team.slug, team, "delete");
  forgetTeam(call.world, team.slug);
  audit(call, "org.team.deleted", subject(team));
  return noContent();
};

function readTeam(fields: Fields) {
  return {
    name: fields.text("name", { max: 200, pattern: NAME_PATTERN }),
    slug: fields.slug("slug"),
    description: fields.nullableText("description", { min: 0, max: 200 }),
    visibility: fields.choice("visibility", VISIBILITIES),
  };
}

function checkSlug(call: Call, fields: Fields, slug: string | undefined, self: TeamRecord | undefined): void {
  const holder = slug === undefined ? undefined : call.world.state.teams.get(slug);
  if (holder && holder !== self) {
    fields.fail("slug", "A team with this slug already exists.");
  }
}
