import type { Call, Handler } from "../http/call.js";
import { Fields } from "../http/fields.js";
import { search } from "../http/list-query.js";
import { paginate } from "../http/pagination.js";
import { invalid, noContent, notFound, ok } from "../http/reply.js";
import { maskKey, newApiKey } from "../private/keys.js";
import { serviceSlug } from "../private/slugs.js";
import { newService, type ServiceRecord } from "../state.js";
import { audit } from "./private/audit.js";
import { setTeams, type TeamChoice, teamsOfService } from "./private/memberships.js";
import { forgetService, renameService } from "./private/references.js";
import { profileUrl } from "./user.js";

const ROLES = ["Manager", "Member"] as const;
const NAME_MAX = 120;
const DESCRIPTION_MAX = 1024;

/** What reads see of a service account: its record and its teams, which live in the teams. */
interface Seen extends ServiceRecord {
  readonly teams: readonly TeamChoice[];
}

const see = (call: Call, service: ServiceRecord): Seen => ({
  ...service,
  teams: teamsOfService(call.world.state, service.slug),
});

/** The body of a service account. The key is in clear only where it was just made. */
function body(call: Call, service: Seen, clear = false): unknown {
  const { slug_perm: _, created_by, key, ...shown } = service;
  return {
    ...shown,
    key: clear ? key : maskKey(key),
    created_by,
    created_by_url: profileUrl(call.world.url(), created_by),
  };
}

const found = (call: Call): ServiceRecord => {
  const service = call.world.state.services.get(call.param("service"));
  if (!service) {
    throw notFound();
  }
  return service;
};

const subject = (service: ServiceRecord) => ({ name: service.slug, kind: "user", slug_perm: service.slug_perm });

/** GET /orgs/{org}/services/ */
export const list: Handler = (call) => {
  const { consistency, state } = call.world;
  const rows = search<ServiceRecord | Seen>(call, consistency.readAll("service", state.services, call.stale), {
    terms: { name: { of: ({ name, slug }) => [name, slug] }, role: { of: ({ role }) => [role], exact: true } },
    bare: ["name"],
    sorts: {
      created_at: ({ created_at }) => created_at,
      name: ({ name }) => name.toLowerCase(),
      role: ({ role }) => role,
    },
    defaultSort: "created_at",
  });
  return paginate(call, rows, (service) => body(call, "teams" in service ? service : see(call, service)));
};

/** POST /orgs/{org}/services/: answers 200, not 201, and is the first of two answers that show the key. */
export const create: Handler = (call) => {
  const { world } = call;
  const { state } = world;
  const fields = new Fields(call.json()).require("name");
  const name = fields.text("name", { max: NAME_MAX }) ?? "";
  const description = fields.text("description", { max: DESCRIPTION_MAX }) ?? "";
  const role = fields.choice("role", ROLES) ?? "Member";
  const teams = teamsOf(call, fields);
  fields.done();
  const taken = (slug: string): boolean =>
    state.services.has(slug) ||
    state.users.has(slug) ||
    state.reservedSlugs.has(slug) ||
    state.organization.slug === slug;
  const service = newService(
    {
      name,
      slug: serviceSlug(name, taken, world.assumptions["service-slug-suffix"]),
      description,
      role,
      created_by: call.identity.kind === "anonymous" ? "" : call.identity.slug,
    },
    () => world.clock.stamp(),
  );
  world.consistency.note("service", service.slug, undefined, "create");
  state.services.set(service.slug, service);
  setTeams(world, service.slug, teams ?? [], "replace");
  audit(call, "user.service.created", subject(service));
  return ok(body(call, see(call, service), true));
};

/** GET /orgs/{org}/services/{service}/ */
export const read: Handler = (call) => {
  const slug = call.param("service");
  const current = call.world.state.services.get(slug);
  const service = call.world.consistency.read<Seen>("service", slug, current && see(call, current), call.stale);
  if (!service) {
    throw notFound();
  }
  return ok(body(call, service));
};

/** PATCH /orgs/{org}/services/{service}/ */
export const update: Handler = (call) => {
  const { world } = call;
  const service = found(call);
  const fields = new Fields(call.json());
  const name = fields.text("name", { max: NAME_MAX });
  const description = describe(call, fields);
  const role = fields.choice("role", ROLES);
  const teams = teamsOf(call, fields);
  fields.done();
  world.consistency.note("service", service.slug, see(call, service), "update");
  service.description = description ?? service.description;
  service.role = role ?? service.role;
  if (teams) {
    setTeams(world, service.slug, teams, world.assumptions["patch-teams"]);
  }
  if (name !== undefined && name !== service.name) {
    service.name = name;
    if (world.assumptions["rename-changes-slug"] === "yes") {
      const taken = (slug: string): boolean => slug !== service.slug && world.state.services.has(slug);
      renameService(world, service, serviceSlug(name, taken, world.assumptions["service-slug-suffix"]));
    }
  }
  return ok(body(call, see(call, service)));
};

/** DELETE /orgs/{org}/services/{service}/: final, and the end of its key and tokens. */
export const remove: Handler = (call) => {
  const service = found(call);
  const { world } = call;
  if (world.assumptions["deleted-service-in-settings"] === "refused") {
    const users = [...world.state.providerSettings.values()].filter(
      ({ service_accounts, dynamic_mappings }) =>
        service_accounts.includes(service.slug) ||
        dynamic_mappings.some(({ service_account }) => service_account === service.slug),
    );
    if (users.length > 0) {
      throw invalid({ service: [`Used by provider settings: ${users.map(({ name }) => name).join(", ")}.`] });
    }
  }
  world.consistency.note("service", service.slug, see(call, service), "delete");
  forgetService(world, service.slug);
  audit(call, "user.service.deleted", subject(service));
  return noContent();
};

/** POST /orgs/{org}/services/{service}/refresh/: a new key; the old one is dead at once. */
export const refresh: Handler = (call) => {
  const service = found(call);
  call.world.consistency.note("service", service.slug, see(call, service), "update");
  service.key = newApiKey();
  audit(call, "user.service.key_refreshed", subject(service));
  return ok(body(call, see(call, service), true));
};

/** `teams: [{ slug, role? }]`; unknown teams are refused. */
function teamsOf(call: Call, fields: Fields): TeamChoice[] | undefined {
  const role = call.world.assumptions["team-default-role"];
  const teams = fields.objects("teams")?.map((team) => ({
    slug: String(team.slug ?? ""),
    role: team.role === undefined ? role : ROLES.find((candidate) => candidate === team.role),
  }));
  const unknown = teams?.filter(({ slug }) => !call.world.state.teams.has(slug)).map(({ slug }) => slug) ?? [];
  if (unknown.length > 0) {
    fields.fail("teams", `Invalid team(s) specified: ${unknown.join(", ")}`);
  }
  return teams?.flatMap(({ slug, role: given }) => {
    if (given === undefined) {
      fields.fail("teams", "The role of a team is Manager or Member.");
      return [];
    }
    return [{ slug, role: given }];
  });
}

/** The description a PATCH sets; undefined leaves it alone. What clears it is an assumption. */
function describe(call: Call, fields: Fields): string | undefined {
  const given = fields.body.description;
  const clearing = call.world.assumptions["clear-description"];
  if (given === "" || given === null) {
    if (clearing === "ignored") {
      return undefined;
    }
    if (clearing === "either" || clearing === (given === null ? "null" : "empty-text")) {
      return "";
    }
  }
  return fields.text("description", { max: DESCRIPTION_MAX });
}
