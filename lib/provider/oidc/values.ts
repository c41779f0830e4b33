/** OIDC provider settings as declared, as the API has them, and as the state keeps them. */
import type {
  DynamicMapping,
  ProviderSettings,
  ProviderSettingsRequest,
  ProviderSettingsWrite,
} from "../../cloudsmith/index.js";
import type { ObjectValue, Value } from "../../terraform/index.js";
import type { Difference } from "../private/settle.js";
import { blocks, sameSet, text, tryText, tryTextMap, tryTexts } from "../private/values.js";

export interface Declared {
  readonly name: string;
  readonly enabled: boolean;
  readonly providerUrl: string;
  readonly claims: { readonly [name: string]: string };
  /** Each once; empty where mappings pick the account. */
  readonly accounts: readonly string[];
  readonly mappingClaim: string | null;
  readonly mappings: readonly DynamicMapping[];
}

export function objectName(org: string, slugPerm: string): string {
  return `OIDC provider settings ${org}/${slugPerm}`;
}

export function declaredOf(value: ObjectValue): Declared {
  return {
    name: text(value, "name"),
    enabled: value.enabled === true,
    providerUrl: text(value, "provider_url"),
    claims: tryTextMap(value, "claims") ?? {},
    accounts: [...new Set(tryTexts(value, "service_accounts") ?? [])],
    mappingClaim: tryText(value, "mapping_claim") ?? null,
    mappings: blocks(value, "dynamic_mappings").map((mapping) => ({
      claim_value: text(mapping, "claim_value"),
      service_account: text(mapping, "service_account"),
    })),
  };
}

function isDynamic({ mappingClaim, mappings }: Declared): boolean {
  return mappingClaim !== null || mappings.length > 0;
}

/** A new settings object says only what its kind needs; dynamic mappings are not open to every organization yet. */
export function creationOf(declared: Declared): ProviderSettingsRequest {
  const { name, enabled, providerUrl: provider_url, claims } = declared;
  const common = { name, enabled, provider_url, claims: { ...claims } };
  return isDynamic(declared)
    ? { ...common, mapping_claim: declared.mappingClaim, dynamic_mappings: [...declared.mappings] }
    : { ...common, service_accounts: [...declared.accounts] };
}

/** Says everything, so that accounts that are not declared lose their trust, and either kind becomes the other. */
export function changeOf(declared: Declared): ProviderSettingsRequest {
  const { name, enabled, providerUrl: provider_url, claims, accounts, mappings } = declared;
  return {
    name,
    enabled,
    provider_url,
    claims: { ...claims },
    service_accounts: [...accounts],
    mapping_claim: declared.mappingClaim,
    dynamic_mappings: [...mappings],
  };
}

/** Settings with their mappings. */
export type Seen = ProviderSettingsWrite;

/** One slash at the end is forgiven when tokens are judged, and the API may add or drop it. */
export function sameIssuer(one: string, other: string): boolean {
  return one.replace(/\/$/, "") === other.replace(/\/$/, "");
}

/** A claim's value as text: what is no text is given as JSON, which is how tokens are compared with it too. */
export function claimText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

export function claimTexts(claims: ProviderSettings["claims"]): { readonly [name: string]: string } {
  return Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, claimText(value)]));
}

function mappingText({ claim_value, service_account }: DynamicMapping): string {
  return `${claim_value} → ${service_account}`;
}

export function differences(declared: Declared, found: Seen): readonly Difference[] {
  const accounts = found.service_accounts;
  const mappings = found.dynamic_mappings.map(mappingText);
  const wantedMappings = new Set(declared.mappings.map(mappingText));
  const claims = claimTexts(found.claims);
  const compared: readonly [string, boolean, string, string, boolean][] = [
    ["name", declared.name === found.name, declared.name, found.name, false],
    ["enabled", declared.enabled === found.enabled, `${declared.enabled}`, `${found.enabled}`, found.enabled],
    [
      "provider_url",
      sameIssuer(declared.providerUrl, found.provider_url),
      declared.providerUrl,
      found.provider_url,
      true,
    ],
    [
      "claims",
      sayClaims(declared.claims) === sayClaims(claims),
      sayClaims(declared.claims),
      sayClaims(claims),
      isWider(declared.claims, claims),
    ],
    [
      "service_accounts",
      sameSet(declared.accounts, accounts),
      say(declared.accounts),
      say(accounts),
      accounts.some((slug) => !declared.accounts.includes(slug)),
    ],
    [
      "mapping_claim",
      declared.mappingClaim === (found.mapping_claim || null),
      declared.mappingClaim ?? "none",
      found.mapping_claim || "none",
      found.dynamic_mappings.length > 0,
    ],
    [
      "dynamic_mappings",
      sameSet(wantedMappings, mappings),
      say([...wantedMappings]),
      say(mappings),
      mappings.some((mapping) => !wantedMappings.has(mapping)),
    ],
  ];
  return compared
    .filter(([, same]) => !same)
    .map(([attribute, , declaredText, foundText, admitsMore]) => ({
      attribute,
      declared: declaredText,
      found: foundText,
      admitsMore,
    }));
}

/** All that can be written of settings, in one order: equal values mean equal settings. */
export function comparable({
  name,
  enabled,
  providerUrl,
  claims,
  accounts,
  mappingClaim,
  mappings,
}: Declared): unknown {
  return [
    name,
    enabled,
    providerUrl.replace(/\/$/, ""),
    sayClaims(claims),
    [...accounts].sort(),
    mappingClaim,
    mappings.map(mappingText).sort(),
  ];
}

export function declaredOfSettings(seen: Seen): Declared {
  return {
    name: seen.name,
    enabled: seen.enabled,
    providerUrl: seen.provider_url,
    claims: claimTexts(seen.claims),
    accounts: seen.service_accounts,
    mappingClaim: seen.mapping_claim || null,
    mappings: seen.dynamic_mappings,
  };
}

/** More claims than declared let in less; any other difference may let in more. */
function isWider(declared: Declared["claims"], found: Declared["claims"]): boolean {
  return Object.entries(declared).some(([name, value]) => found[name] !== value);
}

function sayClaims(claims: Declared["claims"]): string {
  return JSON.stringify(Object.fromEntries(Object.entries(claims).sort(([a], [b]) => (a < b ? -1 : 1))));
}

const LONGEST_SAID = 20;

function say(items: readonly string[]): string {
  const more = items.length > LONGEST_SAID ? `, and ${items.length - LONGEST_SAID} more` : "";
  return `[${items.slice(0, LONGEST_SAID).join(", ")}${more}]`;
}

export function writtenState(planned: ObjectValue, { slug, slug_perm }: ProviderSettings): ObjectValue {
  return { ...planned, id: slug_perm, slug: slug ?? null, slug_perm };
}

/** After a read: what Cloudsmith has; where that means the same as the state, the state's own way of saying it. */
export function seenState(state: ObjectValue, seen: Seen): ObjectValue {
  const { name, enabled, provider_url, service_accounts } = seen;
  const url = tryText(state, "provider_url");
  return {
    ...writtenState(state, seen),
    name,
    enabled,
    provider_url: url !== undefined && sameIssuer(url, provider_url) ? url : provider_url,
    claims: claimTexts(seen.claims),
    service_accounts: seenAccounts(state.service_accounts ?? null, service_accounts),
    mapping_claim: seen.mapping_claim || null,
    dynamic_mappings: seen.dynamic_mappings.map(({ claim_value, service_account }) => ({
      claim_value,
      service_account,
    })),
  };
}

/** Null and empty both mean that no account is listed. */
function seenAccounts(known: Value, accounts: readonly string[]): Value {
  const texts = Array.isArray(known) ? (known as readonly Value[]).filter((item) => typeof item === "string") : [];
  if (sameSet(texts, accounts)) {
    return known;
  }
  return accounts.length === 0 ? null : [...accounts].sort();
}
