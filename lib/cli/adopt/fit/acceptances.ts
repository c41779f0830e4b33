/** What stops the synth of trust as it is: found by the rules themselves, over what the app is going to declare. */
import { checkTrust, type Severity, type TrustModel } from "../../../trust/index.js";
import type { Estate } from "./estate.js";

export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
}

/** An element of the estate; settings by their slug_perm. */
export type ElementKey = `account ${string}` | `setting ${string}`;

/** Findings of severity high and critical, by the element that they are about; each rule once. */
export function openTrust(estate: Estate): ReadonlyMap<ElementKey, readonly Finding[]> {
  const found = new Map<ElementKey, Finding[]>();
  for (const { rule, severity, message, where } of checkTrust(declaredBy(estate)).findings) {
    if (severity === "high" || severity === "critical") {
      const key = where as ElementKey;
      const known = found.get(key) ?? [];
      found.set(key, known.some((each) => each.rule === rule) ? known : [...known, { rule, severity, message }]);
    }
  }
  return found;
}

/** As a reader of the synthesized app sees it: no repositories and no people, and nothing beside what is declared. */
function declaredBy({ organization, accounts, settings, grants }: Estate): TrustModel {
  const origin = (at: ElementKey | "grant") => ({ source: "synthesized", where: "", at }) as const;
  return {
    organization,
    scope: "declared",
    accounts: accounts.map((account) => ({
      ...account,
      key_stored: false,
      origin: origin(`account ${account.slug}`),
    })),
    settings: settings.map(({ name, slugPerm, enabled, providerUrl, claims, accounts: slugs, mapping }) => ({
      name,
      enabled,
      provider_url: providerUrl,
      claims: Object.fromEntries(claims),
      service_accounts: slugs,
      mapping_claim: mapping?.claim ?? null,
      dynamic_mappings: [...(mapping?.accounts ?? [])].map(([claim_value, service_account]) => ({
        claim_value,
        service_account,
      })),
      origin: origin(`setting ${slugPerm}`),
    })),
    repositories: [],
    grants: grants.map(({ repository, kind, slug, privilege }) => ({
      repository,
      privilege,
      [kind]: slug,
      origin: origin("grant"),
    })),
    teams: [],
    unknowns: [],
  };
}
