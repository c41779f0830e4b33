import { type DynamicMapping, issuerKey, scalarText } from "../../../oidc/index.js";
import type { Knowledge } from "../../algebra/index.js";
import type { Setting, Unknown } from "../../model.js";

/** What of a setting decides whom it lets in as one account: settings with equal keys let in the same tokens. */
export class SettingKey {
  readonly #gate: string;
  readonly #setting: Setting;
  readonly #mapping: MappingKeys | undefined;

  constructor(setting: Setting, unknowns: string, knowledge: (issuer: string) => Knowledge) {
    this.#setting = setting;
    const issuer = issuerKey(setting.provider_url);
    this.#gate = JSON.stringify([
      issuer,
      setting.enabled === true,
      Object.keys(setting.claims)
        .sort()
        .map((name) => [name, scalarText(setting.claims[name] ?? null) ?? null]),
      unknowns,
    ]);
    const { mapping_claim: claim } = setting;
    if (claim !== null) {
      this.#mapping = new MappingKeys(setting, claim, knowledge(issuer).domain(claim).single);
    }
  }

  for(account: string): string {
    return this.#mapping === undefined ? this.#gate : `${this.#gate} ${this.#mapping.for(account)}`;
  }

  /** A setting that lets in the same tokens as the account, without mappings that are beside the point. */
  slim(account: string): Setting {
    const relevant = this.#mapping?.relevant(account);
    return relevant === undefined ? this.#setting : { ...this.#setting, dynamic_mappings: relevant };
  }

  /** For any account at all. */
  get whole(): string {
    const { service_accounts, mapping_claim, dynamic_mappings } = this.#setting;
    return `${this.#gate} ${JSON.stringify([service_accounts, mapping_claim, dynamic_mappings])}`;
  }
}

/** The part of a dynamic setting's mappings that decides about one account; a fleet has thousands of them. */
class MappingKeys {
  readonly #claim: string;
  /** Of a claim with one text, literal values compete only with their equals. */
  readonly #single: boolean;
  readonly #own = new Map<string, string[]>();
  readonly #byValue = new Map<string, Set<string>>();
  #everything: string | undefined;
  readonly #setting: Setting;

  constructor(setting: Setting, claim: string, single: boolean) {
    this.#setting = setting;
    this.#claim = claim;
    this.#single = single;
    for (const { claim_value, service_account } of setting.dynamic_mappings) {
      push(this.#own, service_account, claim_value);
      const accounts = this.#byValue.get(claim_value);
      if (accounts === undefined) {
        this.#byValue.set(claim_value, new Set([service_account]));
      } else {
        accounts.add(service_account);
      }
    }
  }

  /** The account's mappings and those that compete with them; `undefined` where that may be any. */
  relevant(account: string): readonly DynamicMapping[] | undefined {
    const own = this.#own.get(account) ?? [];
    return this.#isPlain(own)
      ? [...new Set(own)].flatMap((claim_value) =>
          [...(this.#byValue.get(claim_value) ?? [])].map((service_account) => ({ claim_value, service_account })),
        )
      : undefined;
  }

  #isPlain(own: readonly string[]): boolean {
    return this.#single && own.every((value) => !value.endsWith(".*"));
  }

  for(account: string): string {
    const own = [...new Set(this.#own.get(account) ?? [])].sort();
    if (this.#isPlain(own)) {
      return JSON.stringify([this.#claim, own.map((value) => [value, this.#byValue.get(value)?.size === 1])]);
    }
    this.#everything ??= JSON.stringify(
      this.#setting.dynamic_mappings.map(({ claim_value, service_account }) => [claim_value, service_account]).sort(),
    );
    return JSON.stringify([this.#claim, own, this.#everything]);
  }
}

/** Unknowns as a part of a key; `mark` keeps those apart that need not mean the same. */
export function unknownsKey(unknowns: readonly Unknown[], mark: string): string {
  return unknowns.length === 0
    ? ""
    : JSON.stringify([mark, unknowns.map(({ field, reason }) => JSON.stringify([field, reason])).sort()]);
}

export function push<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) {
    lists.set(key, [value]);
  } else {
    list.push(value);
  }
}
