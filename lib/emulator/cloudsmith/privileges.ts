import type { Privilege } from "../../trust/index.js";
import { repositoryOf } from "../access.js";
import type { Call, Handler, JsonObject } from "../http/call.js";
import { Fields } from "../http/fields.js";
import { invalid, noContent, ok } from "../http/reply.js";
import type { GrantRecord, TargetKind } from "../state.js";

const KINDS: readonly TargetKind[] = ["service", "team", "user"];
const LEVELS: readonly Privilege[] = ["Admin", "Write", "Read"];

const targetOf = (grant: GrantRecord): string => KINDS.map((kind) => `${kind}:${grant[kind] ?? ""}`).join(" ");

/** GET /repos/{owner}/{identifier}/privileges: all explicit grants at once, the targets that do not apply as null. */
export const read: Handler = (call) => {
  const { slug } = repositoryOf(call);
  const { consistency, state } = call.world;
  const grants = consistency.read("privileges", slug, state.privileges.get(slug), call.stale) ?? [];
  return ok({
    privileges: grants.map(({ privilege, service, team, user }) => ({
      privilege,
      service: service ?? null,
      team: team ?? null,
      user: user ?? null,
    })),
  });
};

/** PUT: the whole list. What is not in it loses its access, the caller included. */
export const replace: Handler = (call) => {
  const grants = readGrants(call, new Fields(call.json()).require("privileges"));
  return write(call, grants);
};

/** PATCH: sets the level of each target that is named, up or down, and leaves the others. */
export const update: Handler = (call) => {
  const grants = readGrants(call, new Fields(call.json()));
  const current = call.world.state.privileges.get(repositoryOf(call).slug) ?? [];
  const byTarget = new Map(grants.map((grant) => [targetOf(grant), grant]));
  const kept = current.map((grant) => byTarget.get(targetOf(grant)) ?? grant);
  const known = new Set(current.map(targetOf));
  return write(call, [...kept, ...grants.filter((grant) => !known.has(targetOf(grant)))]);
};

function write(call: Call, grants: GrantRecord[]) {
  const { slug } = repositoryOf(call);
  const { consistency, state } = call.world;
  consistency.note("privileges", slug, state.privileges.get(slug) ?? [], "update");
  state.privileges.set(slug, grants);
  return noContent();
}

function readGrants(call: Call, fields: Fields): GrantRecord[] {
  const grants = (fields.objects("privileges") ?? []).flatMap((item) => readGrant(fields, item) ?? []);
  fields.done();
  refuseUnknown(call, grants);
  const unique = new Map(grants.map((grant) => [targetOf(grant), grant]));
  if (unique.size < grants.length && call.world.assumptions["duplicate-grants"] === "refused") {
    throw invalid({ privileges: ["Each target may be given once only."] });
  }
  return [...unique.values()];
}

/** One item of a request: a level in any casing and exactly one target. The nulls that GET gives are refused. */
function readGrant(fields: Fields, item: JsonObject): GrantRecord | undefined {
  const level = LEVELS.find((candidate) => candidate.toLowerCase() === String(item.privilege ?? "").toLowerCase());
  if (!level) {
    fields.fail("privileges", `"${String(item.privilege ?? "")}" is not a valid choice for privilege.`);
    return undefined;
  }
  const given = KINDS.filter((kind) => item[kind] !== undefined);
  const nulls = given.filter((kind) => item[kind] === null);
  if (nulls.length > 0) {
    fields.fail("privileges", `${nulls.join(", ")}: This field may not be null.`);
    return undefined;
  }
  const [kind, ...more] = given;
  const slug = kind === undefined ? undefined : item[kind];
  if (kind === undefined || more.length > 0 || typeof slug !== "string" || slug === "") {
    fields.fail("privileges", "Exactly one of service, team and user must be given.");
    return undefined;
  }
  switch (kind) {
    case "service":
      return { privilege: level, service: slug };
    case "team":
      return { privilege: level, team: slug };
    case "user":
      return { privilege: level, user: slug };
  }
}

/** Targets are slugs only. The real answer breaks its own schema here: `fields.privileges` is an object. */
function refuseUnknown(call: Call, grants: readonly GrantRecord[]): void {
  const { services, teams, users } = call.world.state;
  const known = { service: services, team: teams, user: users };
  for (const kind of KINDS) {
    const unknown = grants.flatMap((grant) => grant[kind] ?? []).filter((slug) => !known[kind].has(slug));
    if (unknown.length > 0) {
      const detail = `Invalid ${kind}(s) specified [${unknown.map((slug) => `'${slug}'`).join(", ")}]`;
      const shape = call.world.assumptions["bad-target-shape"];
      throw invalid({ privileges: shape === "object" ? { detail } : shape === "text" ? detail : [detail] });
    }
  }
}
