import { Judge, type JudgeQuestion } from "../../../oidc/index.js";
import { existingAccounts } from "../../accounts.js";
import { cubesOf, type Knowledge, type Region } from "../../algebra/index.js";
import type { Account, Setting, TrustModel, Unknown } from "../../model.js";
import { optimistic, unknownsByOrigin } from "../../private/uncertain.js";
import { Levels } from "./levels.js";
import { push, SettingKey, unknownsKey } from "./setting-keys.js";

/** One model of a review, found by account. */
export class Side {
  readonly model: TrustModel;
  readonly which: "before" | "after";
  readonly accounts: ReadonlyMap<string, Account>;
  readonly levels: Levels;
  /** Settings of which it is not known whose accounts they hand out. */
  readonly forAnyone: readonly Setting[];
  readonly existing: ReadonlySet<string> | undefined;
  /** Unknowns that are one and the same on both sides. */
  readonly shared: ReadonlySet<Unknown>;
  readonly #settings: ReadonlyMap<string, readonly Setting[]>;
  readonly #unknowns: ReadonlyMap<Setting, readonly Unknown[]>;
  readonly #keys = new Map<Setting, SettingKey>();
  readonly #judges = new Map<string, Judge>();
  readonly #mark: string;
  readonly #knowledge: (issuer: string) => Knowledge;

  /** @param mark equal for sides whose unknowns mean the same where their texts are equal */
  constructor(
    which: "before" | "after",
    model: TrustModel,
    {
      mark,
      knowledge,
      shared = new Set(),
    }: {
      readonly mark: string;
      readonly knowledge: (issuer: string) => Knowledge;
      readonly shared?: ReadonlySet<Unknown>;
    },
  ) {
    this.which = which;
    this.model = model;
    this.#mark = mark;
    this.shared = shared;
    this.#knowledge = knowledge;
    this.accounts = new Map(model.accounts.map((account) => [account.slug, account]));
    this.levels = new Levels(model);
    this.existing = existingAccounts(model);
    const unknownsOf = unknownsByOrigin(model);
    const unknowns = new Map<Setting, readonly Unknown[]>();
    const settings = new Map<string, Setting[]>();
    const forAnyone: Setting[] = [];
    for (const setting of model.settings) {
      const found = unknownsOf(setting).filter(({ field }) => !BESIDE_THE_POINT.has(field?.[0] ?? ""));
      if (found.length > 0) {
        unknowns.set(setting, found);
      }
      if (found.some(({ field }) => OF_ANYONE.has(field?.[0] ?? ""))) {
        forAnyone.push(setting);
        continue;
      }
      for (const account of accountsOf(setting)) {
        push(settings, account, setting);
      }
    }
    this.#unknowns = unknowns;
    this.#settings = settings;
    this.forAnyone = forAnyone;
  }

  /** Accounts that settings hand out. */
  get handedOut(): Iterable<string> {
    return this.#settings.keys();
  }

  /** Settings that hand out an account, for all that is known. */
  settingsOf(account: string): readonly Setting[] {
    return this.#settings.get(account) ?? [];
  }

  unknownsOf(setting: Setting): readonly Unknown[] {
    return this.#unknowns.get(setting) ?? [];
  }

  key(setting: Setting): SettingKey {
    let key = this.#keys.get(setting);
    if (key === undefined) {
      const unknowns = this.unknownsOf(setting);
      const mark = unknowns.every((unknown) => this.shared.has(unknown)) ? "shared" : this.#mark;
      key = new SettingKey(setting, unknownsKey(unknowns, mark), this.#knowledge);
      this.#keys.set(setting, key);
    }
    return key;
  }

  /** Equal keys mean that the same tokens are let in as the account. */
  keysOf(account: string): ReadonlyMap<string, Setting> {
    return this.existing?.has(account) === false
      ? new Map()
      : new Map(this.settingsOf(account).map((setting) => [this.key(setting).for(account), setting]));
  }

  /** Whether an account may be there before, or beside, what is declared or was read. */
  mayExist(account: string): boolean {
    return this.accounts.has(account) || (this.existing === undefined && !account.startsWith("${"));
  }

  /** Whether the settings that are known for certain let a token in as an account, and which. */
  admits(question: Pick<JudgeQuestion, "claims" | "now">, account: string): readonly Setting[] {
    let judge = this.#judges.get(account);
    if (judge === undefined) {
      judge = new Judge(this.settingsOf(account).filter((setting) => !this.#unknowns.has(setting)));
      this.#judges.set(account, judge);
    }
    const existing = this.existing === undefined ? {} : { existingAccounts: this.existing };
    // a judge gives back the very settings it was made of
    return judge.decide({ ...question, account, ...existing }).settings as readonly Setting[];
  }

  /** Whether a token may be let in as an account, taking what is not known for what lets it in. */
  mayAdmit(question: Pick<JudgeQuestion, "claims" | "now">, account: string): boolean {
    if (this.admits(question, account).length > 0) {
      return true;
    }
    const uncertain = this.uncertainOf(account).map((setting) =>
      optimistic(this.model, setting, { claims: question.claims, account }),
    );
    return uncertain.length > 0 && new Judge(uncertain).decide({ ...question, account }).admitted;
  }

  uncertainOf(account: string): readonly Setting[] {
    return [...this.settingsOf(account).filter((setting) => this.#unknowns.has(setting)), ...this.forAnyone];
  }

  /** The tokens that a setting lets in; all that it may let in where something of it is not known. */
  cubes(setting: Setting, account: string): Region {
    const whole = this.#unknowns.has(setting)
      ? optimistic(this.model, setting, { claims: {}, account })
      : this.key(setting).slim(account);
    return this.existing?.has(account) === false ? [] : cubesOf(whole, account, { knowledge: this.#knowledge });
  }

  /** Whether a setting may trust any issuer there is. */
  isOfAnyIssuer(setting: Setting): boolean {
    return this.unknownsOf(setting).some(({ field }) => field?.[0] === "provider_url");
  }
}

const BESIDE_THE_POINT = new Set(["name", "slug", "slug_perm"]);
const OF_ANYONE = new Set(["service_accounts", "mapping_claim", "dynamic_mappings"]);

function accountsOf({ mapping_claim, service_accounts, dynamic_mappings }: Setting): ReadonlySet<string> {
  return new Set(
    mapping_claim === null ? service_accounts : dynamic_mappings.map(({ service_account }) => service_account),
  );
}
