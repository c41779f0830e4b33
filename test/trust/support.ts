import { GITHUB_ISSUER } from "../../lib/oidc/index.js";
import { readTrustValue, type TrustFileValue, type TrustModel } from "../../lib/trust/index.js";

type SettingValue = NonNullable<TrustFileValue["settings"]>[number];

/** A setting of a trust file that lets jobs of `acme/app` on `main` in as `ci-app`. */
export function settingValue(overrides: Partial<SettingValue> = {}): SettingValue {
  return {
    name: "app-main",
    enabled: true,
    provider_url: GITHUB_ISSUER,
    claims: { repository_id: "74", repository_owner_id: "65", ref: "refs/heads/main", event_name: "push" },
    service_accounts: ["ci-app"],
    mapping_claim: null,
    dynamic_mappings: [],
    ...overrides,
  };
}

/** The value of a trust file: `acme/app` may write to `prod`. */
export function trustValue(overrides: Partial<TrustFileValue> = {}): TrustFileValue {
  return {
    organization: "acme",
    accounts: [{ slug: "ci-app" }],
    settings: [settingValue()],
    repositories: [{ slug: "prod" }],
    privileges: [{ repository: "prod", service: "ci-app", privilege: "Write" }],
    teams: [],
    ...overrides,
  };
}

export function trust(overrides: Partial<TrustFileValue> = {}): TrustModel {
  return readTrustValue(trustValue(overrides), "trust.json");
}
