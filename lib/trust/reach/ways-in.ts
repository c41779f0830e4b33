import type { Setting, TrustModel, Unknown } from "../model.js";
import { unknownsByOrigin } from "../private/uncertain.js";
import type { WayIn } from "./result.js";

/** Fields of a setting that say whose accounts it hands out. */
const OF_ACCOUNTS: ReadonlySet<string> = new Set(["service_accounts", "mapping_claim", "dynamic_mappings"]);

/** How accounts are got, for many accounts of one model. */
export class WaysIn {
  readonly #byAccount = new Map<string, WayIn[]>();
  /** What is not known of which settings there are, and whose accounts they hand out. */
  readonly unknowns: readonly Unknown[];

  constructor(model: TrustModel) {
    const unknownsOf = unknownsByOrigin(model);
    for (const setting of model.settings) {
      const fields = unknownsOf(setting).map(({ field }) => field?.[0] ?? "");
      if (setting.enabled || fields.includes("enabled")) {
        this.#add(setting, fields.length > 0);
      }
    }
    this.unknowns = model.unknowns.filter(
      ({ about, name, field }) => about === "settings" && (name === undefined || OF_ACCOUNTS.has(field?.[0] ?? "")),
    );
  }

  /** In the order of the settings. */
  of(account: string): readonly WayIn[] {
    return this.#byAccount.get(account) ?? [];
  }

  #add(setting: Setting, uncertain: boolean): void {
    const { name, provider_url, claims, mapping_claim, dynamic_mappings, origin } = setting;
    const base = { setting: name, provider_url, claims, uncertain, origin };
    if (mapping_claim === null) {
      for (const account of new Set(setting.service_accounts)) {
        this.#push(account, base);
      }
      return;
    }
    const values = new Map<string, string[]>();
    for (const { claim_value, service_account } of dynamic_mappings) {
      const known = values.get(service_account);
      if (known === undefined) {
        values.set(service_account, [claim_value]);
      } else {
        known.push(claim_value);
      }
    }
    for (const [account, chosen] of values) {
      this.#push(account, { ...base, mapped: { claim: mapping_claim, values: chosen } });
    }
  }

  #push(account: string, way: WayIn): void {
    const ways = this.#byAccount.get(account);
    if (ways === undefined) {
      this.#byAccount.set(account, [way]);
    } else {
      ways.push(way);
    }
  }
}
