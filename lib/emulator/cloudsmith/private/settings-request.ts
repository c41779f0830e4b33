import type { Claims, ClaimValue, DynamicMapping } from "../../../oidc/index.js";
import type { Call } from "../../http/call.js";
import type { Fields } from "../../http/fields.js";
import type { ProviderSettingsRecord } from "../../state.js";

/** What a request sets; absent fields are left alone. */
export type SettingsChange = Partial<Omit<ProviderSettingsRecord, "slug" | "slug_perm">>;

/**
 * Reads and checks a request on provider settings. `before` is what the settings are, undefined for new ones.
 *
 * @throws {Problem} 422 with every field that is wrong.
 */
export function readSettings(call: Call, fields: Fields, before: ProviderSettingsRecord | undefined): SettingsChange {
  const change: SettingsChange = dropAbsent({
    name: nameOf(call, fields, before),
    enabled: fields.flag("enabled"),
    provider_url: urlOf(call, fields),
    claims: claimsOf(call, fields),
    service_accounts: accountsOf(call, fields),
    mapping_claim: fields.nullableText("mapping_claim"),
    dynamic_mappings: mappingsOf(call, fields),
  });
  const after = {
    service_accounts: change.service_accounts ?? before?.service_accounts ?? [],
    mapping_claim: change.mapping_claim === undefined ? (before?.mapping_claim ?? null) : change.mapping_claim,
    dynamic_mappings: change.dynamic_mappings ?? before?.dynamic_mappings ?? [],
  };
  checkMode(call, fields, after);
  fields.done();
  return change;
}

/** Static accounts and dynamic mappings exclude each other. */
function checkMode(
  call: Call,
  fields: Fields,
  after: Pick<ProviderSettingsRecord, "service_accounts" | "mapping_claim" | "dynamic_mappings">,
): void {
  const { assumptions } = call.world;
  const mapped = after.dynamic_mappings.length > 0;
  if (after.service_accounts.length > 0 && (mapped || after.mapping_claim !== null)) {
    fields.fail("service_accounts", "Cannot be provided if mapping_claim or dynamic_mappings are specified.");
  } else if (mapped && after.mapping_claim === null && assumptions["mappings-without-mapping-claim"] === "refused") {
    fields.fail("mapping_claim", "This field is required when dynamic_mappings are specified.");
  } else if (!mapped && after.mapping_claim !== null && assumptions["mapping-claim-without-mappings"] === "refused") {
    fields.fail("dynamic_mappings", "This field is required when mapping_claim is specified.");
  }
}

function nameOf(call: Call, fields: Fields, before: ProviderSettingsRecord | undefined): string | undefined {
  const name = fields.text("name");
  for (const other of call.world.state.providerSettings.values()) {
    if (other.name === name && other.slug_perm !== before?.slug_perm) {
      fields.fail("name", "Provider settings with this name already exist.");
    }
  }
  return name;
}

function urlOf(call: Call, fields: Fields): string | undefined {
  const text = fields.text("provider_url");
  if (text === undefined) {
    return undefined;
  }
  if (!/^https?:\/\/[^/]/.test(text) || !URL.canParse(text)) {
    fields.fail("provider_url", "Enter a valid URL.");
  }
  switch (call.world.assumptions["provider-url"]) {
    case "as-given":
      return text;
    case "without-slash":
      return text.replace(/\/$/, "");
    case "with-slash":
      return text.replace(/\/?$/, "/");
  }
}

function claimsOf(call: Call, fields: Fields): Claims | undefined {
  const claims = fields.body.claims;
  if (claims === undefined) {
    return undefined;
  }
  if (typeof claims !== "object" || claims === null || Array.isArray(claims)) {
    fields.fail("claims", "Expected a dictionary of items.");
    return undefined;
  }
  const odd = Object.entries(claims).filter(([, value]) => typeof value !== "string");
  if (odd.length > 0 && call.world.assumptions["claim-values"] === "strings-only") {
    fields.fail("claims", `Not a valid string: ${odd.map(([name]) => name).join(", ")}.`);
  }
  return claims as { [name: string]: ClaimValue };
}

function accountsOf(call: Call, fields: Fields): string[] | undefined {
  const accounts = fields.texts("service_accounts");
  if (!accounts) {
    return undefined;
  }
  refuseUnknown(call, fields, "service_accounts", accounts);
  const unique = [...new Set(accounts)];
  if (unique.length < accounts.length && call.world.assumptions["duplicate-service-accounts"] === "refused") {
    fields.fail("service_accounts", "The items must be unique.");
  }
  return unique;
}

function mappingsOf(call: Call, fields: Fields): DynamicMapping[] | undefined {
  const items = fields.objects("dynamic_mappings");
  if (!items) {
    return undefined;
  }
  const mappings = items.flatMap(({ claim_value, service_account }) =>
    typeof claim_value === "string" &&
    claim_value !== "" &&
    typeof service_account === "string" &&
    service_account !== ""
      ? [{ claim_value, service_account }]
      : [],
  );
  if (mappings.length < items.length) {
    fields.fail("dynamic_mappings", "Each mapping needs a claim_value and a service_account.");
  }
  refuseUnknown(
    call,
    fields,
    "dynamic_mappings",
    mappings.map(({ service_account }) => service_account),
  );
  const unique = new Map(mappings.map((mapping) => [mapping.claim_value, mapping]));
  if (unique.size < mappings.length && call.world.assumptions["duplicate-claim-value"] === "refused") {
    fields.fail("dynamic_mappings", "The claim_value of each mapping must be unique.");
  }
  return [...unique.values()];
}

function refuseUnknown(call: Call, fields: Fields, name: string, accounts: readonly string[]): void {
  const unknown = [...new Set(accounts)].filter((account) => !call.world.state.services.has(account));
  if (unknown.length > 0) {
    fields.fail(name, `Invalid service account(s) specified: ${unknown.join(", ")}`);
  }
}

function dropAbsent(change: { [Field in keyof SettingsChange]?: SettingsChange[Field] | undefined }): SettingsChange {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}
