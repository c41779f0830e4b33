import { type ProviderSettings, scalarText } from "../../oidc/index.js";
import type { Origin, Setting, TrustModel } from "../model.js";
import { checkTrust, type TrustFinding } from "../rules/check.js";
import { overlapWidens } from "../rules/grants/overlap-widens.js";

/**
 * What the rules would say of trust with this setting, and do not say without it.
 *
 * @param instead - the setting whose place it takes; absent where it stands beside the others
 */
export function findingsOfChange(
  changed: ProviderSettings,
  instead: ProviderSettings | undefined,
  model: TrustModel,
): readonly TrustFinding[] {
  const origin: Origin = { source: "trust-file", where: "", at: changed.name };
  const setting: Setting = { ...changed, origin };
  // of its own claims all is known
  const alone = { ...model, settings: [setting], unknowns: model.unknowns.filter(({ about }) => about !== "settings") };
  return [
    ...checkTrust(alone).findings.filter((finding) => finding.origin === origin),
    ...overlapsOf(setting, instead, model),
  ];
}

/** The settings that keep nobody out any more beside the new one. */
function overlapsOf(changed: Setting, instead: ProviderSettings | undefined, model: TrustModel) {
  const others = askingTheSame(
    changed,
    model.settings.filter((setting) => setting !== instead && sharesAccount(setting, changed)),
  );
  if (others.length === 0) {
    return [];
  }
  const overlaps = (settings: readonly Setting[]) => checkTrust({ ...model, settings }, {}, [overlapWidens]).findings;
  const before = new Set(overlaps(others).map(({ origin }) => origin));
  const named = { ...changed, name: `${changed.name}, as it would be` };
  return overlaps([...others, named]).filter(({ origin }) => !before.has(origin));
}

function sharesAccount(one: ProviderSettings, other: ProviderSettings): boolean {
  const accounts = accountsOf(one);
  return accountsOf(other).some((account) => accounts.includes(account));
}

function accountsOf({ service_accounts, dynamic_mappings }: ProviderSettings): readonly string[] {
  return [...service_accounts, ...dynamic_mappings.map(({ service_account }) => service_account)];
}

/** All that a wider setting asks, a narrower one asks as well: those that ask what fewest do are enough to look at. */
function askingTheSame(changed: Setting, settings: readonly Setting[]): readonly Setting[] {
  return Object.entries(changed.claims)
    .map(([name, value]) => {
      const text = scalarText(value) ?? "";
      const beginning = text.endsWith(".*") ? text.slice(0, -2) : undefined;
      return settings.filter(({ claims, mapping_claim }) => {
        const asked = Object.hasOwn(claims, name) ? scalarText(claims[name] ?? null) : undefined;
        return (
          mapping_claim === name || (beginning === undefined ? asked === text : asked?.startsWith(beginning) === true)
        );
      });
    })
    .reduce((fewest, each) => (each.length < fewest.length ? each : fewest), settings);
}
