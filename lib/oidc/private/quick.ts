/**
 * The judgement of one setting as numbers alone, for thousands of settings and tokens: how many steps fail, how
 * gravely, and which decides. The steps in words are made from the same inputs where somebody looks at them.
 */
import type { RefusalCode, StepName } from "../judgement.js";
import type { Claims, ProviderSettings } from "../settings.js";
import { chooseMapping } from "./mapping.js";
import { issuerKey, type Outcome } from "./steps.js";
import { claimOf, scalarText, scalarTexts, WILDCARD } from "./values.js";

interface Requirement {
  readonly name: string;
  /** Place of the claim among all that the settings look at. */
  readonly index: number;
  /** What the claim must be, or begin with; `undefined` for what is never met. */
  readonly text: string | undefined;
  readonly prefix: boolean;
}

/** A setting, prepared for being asked often. */
export interface Prepared {
  readonly setting: ProviderSettings;
  readonly issuer: string;
  readonly requirements: readonly Requirement[];
  /** Place of the mapping claim; -1 for a static setting. */
  readonly mapping: number;
}

/** The claims that a set of settings looks at, by place. */
export class ClaimIndex {
  readonly #places = new Map<string, number>();

  placeOf(name: string): number {
    const known = this.#places.get(name);
    if (known !== undefined) {
      return known;
    }
    const place = this.#places.size;
    this.#places.set(name, place);
    return place;
  }

  /** A token's claims in their places: a text, several for an array, none for an object; `undefined` when absent. */
  valuesOf(claims: Claims): readonly ClaimTexts[] {
    return [...this.#places.keys()].map((name) => {
      const value = claimOf(claims, name);
      return value === undefined || typeof value === "string" ? value : scalarTexts(value);
    });
  }
}

type ClaimTexts = string | readonly string[] | undefined;

export function prepare(setting: ProviderSettings, index: ClaimIndex): Prepared {
  return {
    setting,
    issuer: issuerKey(setting.provider_url),
    requirements: Object.keys(setting.claims).map((name) => {
      const text = scalarText(setting.claims[name] ?? null);
      const prefix = text?.endsWith(WILDCARD) ?? false;
      return { name, index: index.placeOf(name), text: prefix ? text?.slice(0, -WILDCARD.length) : text, prefix };
    }),
    mapping: setting.mapping_claim === null ? -1 : index.placeOf(setting.mapping_claim),
  };
}

/** What a question asks of every setting alike. */
export interface Asked {
  readonly claims: Claims;
  readonly values: readonly ClaimTexts[];
  readonly account: string;
  readonly existing: ReadonlySet<string> | undefined;
  /** The token's issuer without a trailing slash; empty when it names none. */
  readonly issuer: string;
  readonly signature: Outcome;
  readonly time: Outcome;
}

/** How one setting answers; reused from setting to setting where only the best is kept. */
export interface Quick {
  failures: number;
  gravity: number;
  /** The refusal that decides; `undefined` when admitted. */
  code: RefusalCode | undefined;
}

/**
 * How far a failed step is from being put right, among settings that fail equally many: an issuer is another CI
 * altogether, an account means that the setting was made for somebody else. Signature and time are the token's own
 * and fail everywhere alike.
 */
const GRAVITY: { readonly [step in StepName]: number } = {
  signature: 0,
  time: 0,
  enabled: 1,
  claim: 2,
  account: 3,
  issuer: 4,
};

/** Negative when the first misses by less than the second. */
export function compareMisses(a: Quick, b: Quick): number {
  return a.failures - b.failures || a.gravity - b.gravity;
}

export function newQuick(): Quick {
  return { failures: 0, gravity: 0, code: undefined };
}

export function quick(prepared: Prepared, asked: Asked, into: Quick): Quick {
  into.failures = 0;
  into.gravity = 0;
  into.code = undefined;
  if (asked.issuer === "" || asked.issuer !== prepared.issuer) {
    fail(into, "issuer_mismatch", GRAVITY.issuer);
  }
  if (asked.signature.step.code !== undefined) {
    fail(into, asked.signature.step.code, GRAVITY.signature);
  }
  if (asked.time.step.code !== undefined) {
    fail(into, asked.time.step.code, GRAVITY.time);
  }
  for (const requirement of prepared.requirements) {
    const actual = asked.values[requirement.index];
    if (actual === undefined) {
      fail(into, "claim_missing", GRAVITY.claim);
    } else if (!meets(requirement, actual)) {
      fail(into, "claim_mismatch", GRAVITY.claim);
    }
  }
  const account = accountCode(prepared, asked);
  if (account !== undefined) {
    fail(into, account, GRAVITY.account);
  }
  // last, since being disabled decides only when everything else would have admitted
  if (prepared.setting.enabled !== true) {
    fail(into, "setting_disabled", GRAVITY.enabled);
  }
  return into;
}

function fail(into: Quick, code: RefusalCode, gravity: number): void {
  into.failures++;
  into.gravity = Math.max(into.gravity, gravity);
  into.code ??= code;
}

function meets({ text, prefix }: Requirement, actual: string | readonly string[]): boolean {
  if (text === undefined) {
    return false;
  }
  if (typeof actual === "string") {
    return prefix ? actual.startsWith(text) : actual === text;
  }
  return actual.some((each) => (prefix ? each.startsWith(text) : each === text));
}

function accountCode({ setting, mapping }: Prepared, { values, account, existing }: Asked): RefusalCode | undefined {
  if (mapping < 0) {
    const listed = account !== "" && setting.service_accounts.includes(account);
    return listed && (existing === undefined || existing.has(account)) ? undefined : "account_not_listed";
  }
  const actual = values[mapping];
  if (actual === undefined) {
    return "mapping_claim_missing";
  }
  const choice = chooseMapping(setting.dynamic_mappings, typeof actual === "string" ? [actual] : actual);
  if (choice.chosen.length === 0) {
    return "mapping_no_match";
  }
  if (choice.account !== account || account === "") {
    return "mapping_other_account";
  }
  return existing === undefined || existing.has(account) ? undefined : "account_not_listed";
}
