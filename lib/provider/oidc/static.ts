import type { Diagnostics, ObjectValue, UpgradeRequest, ValidateRequest } from "../../terraform/index.js";
import type { ResourceStatic } from "../parts.js";
import { identifiedBy } from "../private/identified-by.js";
import { refuseConfiguredId } from "../private/refuse-id.js";
import { tryBlocks, tryText, tryTextMap } from "../private/values.js";
import { oidcSchema } from "../schema/oidc.js";
import { checkClaims, warnOfNoClaims } from "./claims.js";

const identity = identifiedBy(oidcSchema, "namespace", "slug_perm");

export const oidcStatic: ResourceStatic = { schema: oidcSchema, identity, validate, upgradeState };

function validate({ config, diagnostics }: ValidateRequest): void {
  refuseConfiguredId(config, diagnostics);
  checkClaims(tryText(config, "provider_url"), tryTextMap(config, "claims") ?? {}, diagnostics);
  warnOfNoClaims(config, diagnostics);
  const accounts = config.service_accounts ?? null;
  const mappings = tryBlocks(config, "dynamic_mappings");
  if (accounts !== null && ((config.mapping_claim ?? null) !== null || (mappings ?? []).length > 0)) {
    diagnostics.error(
      "Accounts are listed and mapped",
      "service_accounts conflicts with mapping_claim and dynamic_mappings: settings either list accounts, or pick one by a claim. Keep one of the two.",
      ["service_accounts"],
    );
  }
  if (mappings !== undefined && mappings.length > 0 && config.mapping_claim === null) {
    diagnostics.error(
      "Mappings without a mapping claim",
      "dynamic_mappings say which value stands for which account; mapping_claim has to say of which claim.",
      ["dynamic_mappings"],
    );
  }
  refuseTwoAccounts(mappings ?? [], diagnostics);
}

function refuseTwoAccounts(mappings: readonly ObjectValue[], diagnostics: Diagnostics): void {
  const known = new Set<string>();
  for (const value of mappings.map((mapping) => tryText(mapping, "claim_value"))) {
    if (value !== undefined && known.has(value)) {
      diagnostics.error(
        "A claim value is mapped twice",
        `The value "${value}" has two dynamic_mappings blocks with different accounts: keep one.`,
        ["dynamic_mappings"],
      );
    }
    known.add(value ?? "");
  }
}

/** The official provider stores empty texts where nothing is configured, and an empty list beside mappings. */
function upgradeState({ raw }: UpgradeRequest): { readonly [name: string]: unknown } {
  const mapped = typeof raw.mapping_claim === "string" && raw.mapping_claim !== "";
  const empty = Array.isArray(raw.service_accounts) && raw.service_accounts.length === 0;
  return {
    ...raw,
    mapping_claim: raw.mapping_claim === "" ? null : raw.mapping_claim,
    service_accounts: mapped && empty ? null : raw.service_accounts,
  };
}
