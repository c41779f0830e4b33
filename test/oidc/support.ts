import { type Claims, GITHUB_ISSUER, type ProviderSettings } from "../../lib/oidc/index.js";

/** A moment at which {@link token} is valid. */
export const NOW = 1_767_225_600;

/** Claims of a token of `acme/app` on `main`, valid at {@link NOW}. */
export function token(overrides: { readonly [name: string]: unknown } = {}): Claims {
  return {
    iss: GITHUB_ISSUER,
    aud: "cloudsmith",
    repository_id: "74",
    ref: "refs/heads/main",
    iat: NOW - 10,
    nbf: NOW - 10,
    exp: NOW + 300,
    ...overrides,
  } as Claims;
}

/** A static setting that lets {@link token} in as `ci-app`. */
export function setting(overrides: Partial<ProviderSettings> = {}): ProviderSettings {
  return {
    name: "app",
    enabled: true,
    provider_url: GITHUB_ISSUER,
    claims: { repository_id: "74" },
    service_accounts: ["ci-app"],
    mapping_claim: null,
    dynamic_mappings: [],
    ...overrides,
  };
}

/** A setting that maps the environment to an account. */
export function mapped(mappings: { readonly [value: string]: string }, overrides: Partial<ProviderSettings> = {}) {
  return setting({
    service_accounts: [],
    mapping_claim: "environment",
    dynamic_mappings: Object.entries(mappings).map(([claim_value, service_account]) => ({
      claim_value,
      service_account,
    })),
    ...overrides,
  });
}
