/** Settings of which something that decides admission is not known. */
import type { Claims, ProviderSettings } from "../../oidc/index.js";
import type { Origin, Setting, TrustModel, Unknown } from "../model.js";

const BESIDE_THE_POINT = new Set(["name", "slug", "slug_perm"]);

/** What is not known of a setting and may decide admission. */
export function unknownsOf(model: TrustModel, setting: Setting): readonly Unknown[] {
  const all = lookups.get(model) ?? unknownsByOrigin(model);
  lookups.set(model, all);
  return all(setting).filter(({ field }) => !BESIDE_THE_POINT.has(field?.[0] ?? ""));
}

/** Models never change, and many settings of one are asked about. */
const lookups = new WeakMap<TrustModel, (setting: Setting) => readonly Unknown[]>();

/** {@link unknownsOf} for many settings of one model. */
export function unknownsByOrigin(model: TrustModel): (setting: Setting) => readonly Unknown[] {
  if (!model.unknowns.some(({ about, name }) => about === "settings" && name !== undefined)) {
    return () => [];
  }
  const byPlace = new Map<string, Unknown[]>();
  for (const unknown of model.unknowns) {
    if (unknown.about === "settings" && unknown.name !== undefined) {
      const place = placeOf(unknown);
      byPlace.set(place, [...(byPlace.get(place) ?? []), unknown]);
    }
  }
  return (setting) => byPlace.get(placeOf(setting)) ?? [];
}

function placeOf({ origin }: { readonly origin: Origin }): string {
  return `${origin.where}\n${origin.at}`;
}

/** The settings, parted by whether all that decides admission is known. */
export function sorted(model: TrustModel): {
  readonly certain: readonly Setting[];
  readonly uncertain: readonly Setting[];
} {
  if (!model.unknowns.some(({ about, name }) => about === "settings" && name !== undefined)) {
    return { certain: model.settings, uncertain: [] };
  }
  const uncertain = new Set(model.settings.filter((setting) => unknownsOf(model, setting).length > 0));
  return { certain: model.settings.filter((setting) => !uncertain.has(setting)), uncertain: [...uncertain] };
}

/** The setting with every unknown taken for what would let this token in. */
export function optimistic(
  model: TrustModel,
  setting: Setting,
  { claims, account }: { readonly claims: Claims; readonly account: string },
): ProviderSettings {
  let possible: ProviderSettings = setting;
  for (const { field } of unknownsOf(model, setting)) {
    const [name, key] = field ?? [];
    switch (name) {
      case "enabled":
        possible = { ...possible, enabled: true };
        break;
      case "provider_url":
        possible = { ...possible, provider_url: typeof claims.iss === "string" ? claims.iss : possible.provider_url };
        break;
      case "claims":
        possible = { ...possible, claims: key === undefined ? {} : withPrefix(possible.claims, key) };
        break;
      case "service_accounts":
        possible = { ...possible, service_accounts: [...possible.service_accounts, account] };
        break;
      case "mapping_claim":
      case "dynamic_mappings":
        possible = { ...possible, service_accounts: [account], mapping_claim: null, dynamic_mappings: [] };
        break;
      default:
        break;
    }
  }
  return possible;
}

/** What stands before the first expression is known; the rest may be anything. */
function withPrefix(claims: Claims, name: string): Claims {
  return Object.fromEntries(
    Object.entries(claims).map(([claim, required]) => {
      if (claim !== name || typeof required !== "string") {
        return [claim, required];
      }
      const known = required.indexOf("${");
      return [claim, `${known < 0 ? "" : required.slice(0, known)}.*`];
    }),
  );
}
