import type { DynamicMapping } from "../../oidc/index.js";
import type { Call, Handler } from "../http/call.js";
import { Fields } from "../http/fields.js";
import { search } from "../http/list-query.js";
import { paginate } from "../http/pagination.js";
import { created, noContent, notFound, ok } from "../http/reply.js";
import { randomSlugPerm } from "../private/random.js";
import { slugify } from "../private/slugs.js";
import type { ProviderSettingsRecord } from "../state.js";
import { audit } from "./private/audit.js";
import { readSettings, type SettingsChange } from "./private/settings-request.js";

/** The body of GET and lists: without the mappings, which have an endpoint of their own. */
function body(call: Call, settings: ProviderSettingsRecord): unknown {
  const { dynamic_mappings: _, ...shown } = settings;
  return { ...shown, service_accounts: ordered(call, settings.service_accounts) };
}

/** The body that POST, PUT and PATCH answer. */
const writeBody = (call: Call, settings: ProviderSettingsRecord): unknown => ({
  ...settings,
  service_accounts: ordered(call, settings.service_accounts),
});

function ordered(call: Call, accounts: readonly string[]): string[] {
  switch (call.world.assumptions["service-accounts-order"]) {
    case "as-given":
      return [...accounts];
    case "sorted":
      return accounts.toSorted();
    case "reversed":
      return accounts.toReversed();
  }
}

const subject = (settings: ProviderSettingsRecord) => ({
  name: settings.name,
  kind: "openidprovidersettings",
  slug_perm: settings.slug_perm,
});

const found = (call: Call): ProviderSettingsRecord => {
  const settings = call.world.state.providerSettings.get(call.param("slug_perm"));
  if (!settings) {
    throw notFound();
  }
  return settings;
};

const seen = (call: Call, slugPerm: string): ProviderSettingsRecord => {
  const current = call.world.state.providerSettings.get(slugPerm);
  const settings = call.world.consistency.read("settings", slugPerm, current, call.stale);
  if (!settings) {
    throw notFound();
  }
  return settings;
};

/** GET /orgs/{org}/openid-connect/ */
export const list: Handler = (call) => {
  const { consistency, state } = call.world;
  const rows = search(call, consistency.readAll("settings", state.providerSettings, call.stale), {
    terms: {
      name: { of: ({ name }) => [name] },
      provider_url: { of: ({ provider_url }) => [provider_url] },
      service_account: { of: ({ service_accounts }) => service_accounts },
    },
    bare: ["name"],
    sorts: { name: ({ name }) => name.toLowerCase() },
    defaultSort: "name",
  });
  return paginate(call, rows, (settings) => body(call, settings));
};

/** POST /orgs/{org}/openid-connect/: the issuer is not asked, so that any URL will do. */
export const create: Handler = (call) => {
  const { world } = call;
  const fields = new Fields(call.json()).require("claims", "enabled", "name", "provider_url");
  const change = readSettings(call, fields, undefined);
  const slug_perm = randomSlugPerm();
  const name = change.name ?? "";
  const settings: ProviderSettingsRecord = {
    name,
    slug: uniqueSlug(call, name, slug_perm),
    slug_perm,
    enabled: change.enabled ?? true,
    provider_url: change.provider_url ?? "",
    claims: change.claims ?? {},
    service_accounts: change.service_accounts ?? [],
    mapping_claim: change.mapping_claim ?? null,
    dynamic_mappings: change.dynamic_mappings ?? [],
  };
  world.consistency.note("settings", slug_perm, undefined, "create");
  world.state.providerSettings.set(slug_perm, settings);
  audit(call, "org.oidc.created", subject(settings));
  return created(writeBody(call, settings));
};

/** GET /orgs/{org}/openid-connect/{slug_perm}/ */
export const read: Handler = (call) => ok(body(call, seen(call, call.param("slug_perm"))));

/** PUT: everything that is not given goes back to nothing. */
export const replace: Handler = (call) => {
  const settings = found(call);
  const fields = new Fields(call.json()).require("claims", "enabled", "name", "provider_url");
  const bare = { service_accounts: [], mapping_claim: null, dynamic_mappings: [] };
  return apply(call, settings, { ...bare, ...readSettings(call, fields, { ...settings, ...bare }) });
};

/** PATCH: what is not given stays. */
export const update: Handler = (call) => {
  const settings = found(call);
  return apply(call, settings, readSettings(call, new Fields(call.json()), settings));
};

function apply(call: Call, settings: ProviderSettingsRecord, change: SettingsChange) {
  const { world } = call;
  world.consistency.note("settings", settings.slug_perm, settings, "update");
  const renamed = change.name !== undefined && change.name !== settings.name;
  Object.assign(settings, change);
  if (renamed && world.assumptions["settings-slug-after-rename"] === "follows-name") {
    settings.slug = uniqueSlug(call, settings.name, settings.slug_perm);
  }
  audit(call, "org.oidc.updated", subject(settings));
  return ok(writeBody(call, settings));
}

/** DELETE /orgs/{org}/openid-connect/{slug_perm}/ */
export const remove: Handler = (call) => {
  const settings = found(call);
  call.world.consistency.note("settings", settings.slug_perm, settings, "delete");
  call.world.state.providerSettings.delete(settings.slug_perm);
  audit(call, "org.oidc.deleted", subject(settings));
  return noContent();
};

/** GET /orgs/{org}/openid-connect/{provider_setting}/dynamic-mappings/: empty for static settings, not missing. */
export const listMappings: Handler = (call) =>
  paginate(call, seen(call, call.param("provider_setting")).dynamic_mappings, (mapping) => mapping);

/** GET /orgs/{org}/openid-connect/{provider_setting}/dynamic-mappings/{claim_value}/ */
export const readMapping: Handler = (call) => {
  const mapping: DynamicMapping | undefined = seen(call, call.param("provider_setting")).dynamic_mappings.find(
    ({ claim_value }) => claim_value === call.param("claim_value"),
  );
  if (!mapping) {
    throw notFound();
  }
  return ok(mapping);
};

function uniqueSlug(call: Call, name: string, slugPerm: string): string {
  const base = slugify(name) || "settings";
  const taken = (wanted: string): boolean => {
    for (const other of call.world.state.providerSettings.values()) {
      if (other.slug === wanted && other.slug_perm !== slugPerm) {
        return true;
      }
    }
    return false;
  };
  let slug = base;
  for (let count = 2; taken(slug); count++) {
    slug = `${base}-${count}`;
  }
  return slug;
}
