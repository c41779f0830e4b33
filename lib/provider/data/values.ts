/** Values of API bodies as data sources give them. */
import type { ProviderSettings, Service } from "../../cloudsmith/index.js";
import type { Value } from "../../terraform/index.js";
import { claimTexts, type Seen } from "../oidc/values.js";
import { failure } from "../private/failure.js";
import { REDACTED } from "../service/api-key.js";

/** Runs the requests of a data source; what they throw says what was read. */
export async function reading<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw failure(`${what} could not be read`, error);
  }
}

export function textOr(value: unknown, otherwise: string | null = ""): string | null {
  return typeof value === "string" ? value : otherwise;
}

export function flagOr(value: unknown): boolean | null {
  return typeof value === "boolean" ? value : null;
}

/** RFC 3339 in UTC without fractions of a second, as the official provider gives dates; empty where there is none. */
export function date(value: unknown): string {
  const time = typeof value === "string" ? new Date(value) : undefined;
  return time === undefined || Number.isNaN(time.getTime()) ? "" : time.toISOString().replace(/\.\d{3}Z$/, "Z");
}

export function serviceValues(service: Service): { readonly [name: string]: Value } {
  return {
    created_at: date(service.created_at),
    created_by: textOr(service.created_by),
    created_by_url: textOr(service.created_by_url),
    description: textOr(service.description),
    // Reads mask it; should one ever not, it still does not reach the state.
    key: service.key?.includes("*") === true ? service.key : REDACTED,
    key_expires_at: date(service.key_expires_at),
    name: service.name,
    role: service.role,
    slug: service.slug,
    teams: (service.teams ?? []).map(({ slug, role }) => ({ slug, role: role ?? "Member" })),
  };
}

export function settingsValues(settings: ProviderSettings & Pick<Seen, "dynamic_mappings">): {
  readonly [name: string]: Value;
} {
  return {
    claims: claimTexts(settings.claims),
    dynamic_mappings: settings.dynamic_mappings.map(({ claim_value, service_account }) => ({
      claim_value,
      service_account,
    })),
    enabled: settings.enabled,
    mapping_claim: settings.mapping_claim || null,
    name: settings.name,
    provider_url: settings.provider_url,
    service_accounts: [...(settings.service_accounts ?? [])],
    slug: settings.slug,
    slug_perm: settings.slug_perm,
  };
}
