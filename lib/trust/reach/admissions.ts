import { type Claims, Judge } from "../../oidc/index.js";
import { existingAccounts } from "../accounts.js";
import type { Setting, TrustModel, Unknown } from "../model.js";
import { optimistic, sorted, unknownsOf } from "../private/uncertain.js";

/** Every account that one token gets, or may get, by identity, with the names of the settings that hand it out. */
export interface Admissions {
  readonly admitted: ReadonlyMap<string, readonly string[]>;
  readonly possible: ReadonlyMap<string, readonly string[]>;
  /** What decides whether it gets the possible ones, or others that nobody can name. */
  readonly undecided: readonly Unknown[];
}

/** A token, and which of its claims stand for something that is not known. */
export interface DescribedToken {
  readonly claims: Claims;
  readonly madeUp: ReadonlySet<string>;
}

/** No account is called so: who gets this one may get any. */
const ANY = "\u0000any";

export function admissionsOf(model: TrustModel, { claims, madeUp }: DescribedToken, now: Date): Admissions {
  const existing = existingAccounts(model);
  const question = { claims, now, ...(existing === undefined ? {} : { existingAccounts: existing }) };
  const { certain, uncertain } = sorted(model);
  const admitted = new Map<string, readonly string[]>();
  for (const [account, settings] of byAccount(certain)) {
    const names = new Judge(settings).decide({ ...question, account }).settings.map(({ name }) => name);
    if (names.length > 0) {
      admitted.set(account, names);
    }
  }
  const possible = new Map<string, string[]>();
  const undecided: Unknown[] = model.unknowns.filter(({ about, name }) => about === "settings" && name === undefined);
  for (const setting of uncertain) {
    const whole = (account: string): Judge => new Judge([optimistic(model, setting, { claims, account })]);
    const open = [...namedBy(setting, model)].filter(
      (account) => !admitted.has(account) && whole(account).decide({ ...question, account }).admitted,
    );
    for (const account of open) {
      push(possible, account, setting.name);
    }
    if (open.length > 0 || whole(ANY).decide({ claims, now, account: ANY }).admitted) {
      undecided.push(...unknownsOf(model, setting));
    }
  }
  for (const setting of certain) {
    const asked = Object.keys(setting.claims).filter((name) => madeUp.has(name));
    const isMapped = setting.mapping_claim !== null && madeUp.has(setting.mapping_claim);
    if (asked.length === 0 && !isMapped) {
      continue;
    }
    const judge = new Judge([without(setting, asked, isMapped)]);
    const open = [...accountsOf(setting)].filter(
      (account) => !admitted.has(account) && judge.decide({ ...question, account }).admitted,
    );
    for (const account of open) {
      push(possible, account, setting.name);
    }
    if (open.length > 0) {
      undecided.push(notTold(setting, asked, isMapped));
    }
  }
  return { admitted, possible, undecided };
}

/** The setting as if the token met these claims, and its mapping where that is one of them. */
function without(setting: Setting, names: readonly string[], isMapped: boolean): Setting {
  const claims = Object.fromEntries(Object.entries(setting.claims).filter(([name]) => !names.includes(name)));
  return isMapped
    ? { ...setting, claims, service_accounts: [...accountsOf(setting)], mapping_claim: null, dynamic_mappings: [] }
    : { ...setting, claims };
}

function notTold(setting: Setting, [claim]: readonly string[], isMapped: boolean): Unknown {
  return {
    about: "settings",
    name: setting.name,
    field: isMapped || claim === undefined ? ["mapping_claim"] : ["claims", claim],
    reason: "the job is described without it",
    origin: setting.origin,
  };
}

function byAccount(settings: readonly Setting[]): ReadonlyMap<string, readonly Setting[]> {
  const groups = new Map<string, Setting[]>();
  for (const setting of settings) {
    for (const account of accountsOf(setting)) {
      push(groups, account, setting);
    }
  }
  return groups;
}

/** The accounts of a setting but for expressions that stand for ones that are not known. */
function namedBy(setting: Setting, { accounts }: TrustModel): ReadonlySet<string> {
  const isNamed = (slug: string): boolean =>
    !slug.startsWith("${") || accounts.some((account) => account.slug === slug);
  return new Set([...accountsOf(setting)].filter(isNamed));
}

function accountsOf({ mapping_claim, service_accounts, dynamic_mappings }: Setting): ReadonlySet<string> {
  return new Set(
    mapping_claim === null ? service_accounts : dynamic_mappings.map(({ service_account }) => service_account),
  );
}

function push<T>(groups: Map<string, T[]>, key: string, item: T): void {
  const group = groups.get(key);
  if (group === undefined) {
    groups.set(key, [item]);
  } else {
    group.push(item);
  }
}
