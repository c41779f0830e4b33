/** The steps of the judgement that look at one setting, each with the readings its outcome rests on. */
import type { AssumptionName } from "../assumptions.js";
import type { Step } from "../judgement.js";
import { matchClaim } from "../match.js";
import type { Claims, ClaimValue, ProviderSettings } from "../settings.js";
import { chooseMapping } from "./mapping.js";
import { readingsOfClaim } from "./readings.js";
import { claimOf, scalarTexts, shown } from "./values.js";

export interface Outcome {
  readonly step: Step;
  readonly readings: readonly AssumptionName[];
}

const NONE: readonly AssumptionName[] = [];

export function passed(step: Omit<Step, "passed" | "code">, readings: readonly AssumptionName[] = NONE): Outcome {
  return { step: { ...step, passed: true }, readings };
}

export function failed(
  code: NonNullable<Step["code"]>,
  step: Omit<Step, "passed" | "code">,
  readings: readonly AssumptionName[] = NONE,
): Outcome {
  return { step: { ...step, passed: false, code }, readings };
}

/** An issuer without its one forgiven trailing slash. */
export function issuerKey(url: string): string {
  return url.endsWith("/") ? url.slice(0, -1) : url;
}

export function issuerStep(setting: ProviderSettings, issuer: ClaimValue | undefined): Outcome {
  const required = setting.provider_url;
  const seen = { step: "issuer" as const, claim: "iss", required, ...(issuer === undefined ? {} : { actual: issuer }) };
  if (typeof issuer === "string" && issuerKey(issuer) === issuerKey(required) && issuerKey(required) !== "") {
    return issuer === required
      ? passed({ ...seen, text: `the issuer is ${required}` })
      : passed({ ...seen, text: `the issuer is ${required}, but for a trailing slash` }, ["issuer-trailing-slash"]);
  }
  const text =
    issuer === undefined
      ? `the token names no issuer; the setting trusts ${shown(required)}`
      : `the token's issuer is ${shown(issuer)}; the setting trusts ${shown(required)}`;
  return failed("issuer_mismatch", { ...seen, text });
}

export function claimStep(name: string, required: ClaimValue, claims: Claims): Outcome {
  const actual = claimOf(claims, name);
  const matched = matchClaim(required, actual);
  const readings = [...readingsOfClaim(name, required, actual, matched)];
  const seen = { step: "claim" as const, claim: name, required };
  if (actual === undefined) {
    const isNull = Object.hasOwn(claims, name);
    if (isNull) {
      readings.push("null-is-absent");
    }
    const text = `the token ${isNull ? `has null for the claim ${name}` : `has no claim ${name}`}; required is ${shown(required)}`;
    return failed("claim_missing", isNull ? { ...seen, actual: null, text } : { ...seen, text }, readings);
  }
  return matched
    ? passed({ ...seen, actual, text: `${name} is ${shown(actual)}` }, readings)
    : failed(
        "claim_mismatch",
        { ...seen, actual, text: `${name} is ${shown(actual)}; required is ${shown(required)}` },
        readings,
      );
}

export function enabledStep(setting: ProviderSettings): Outcome {
  return setting.enabled === true
    ? passed({ step: "enabled", text: "the setting is enabled" })
    : failed("setting_disabled", { step: "enabled", text: "the setting is disabled, so it admits nothing" });
}

export interface AccountOutcome extends Outcome {
  /** The accounts this setting hands out to this token. */
  readonly accounts: readonly string[];
}

export function accountStep(
  setting: ProviderSettings,
  claims: Claims,
  account: string,
  existing: ReadonlySet<string> | undefined,
): AccountOutcome {
  const { outcome, listed } =
    setting.mapping_claim === null ? staticAccount(setting, account) : mappedAccount(setting, claims, account);
  const accounts = existing === undefined ? listed : listed.filter((slug) => existing.has(slug));
  if (outcome.step.passed && existing !== undefined && !existing.has(account)) {
    const text = `the setting names ${shown(account)}, but no such account exists`;
    return { ...failed("account_not_listed", { step: "account", text }, ["unknown-account-admits-nothing"]), accounts };
  }
  return { ...outcome, accounts };
}

interface Listed {
  readonly outcome: Outcome;
  readonly listed: readonly string[];
}

function staticAccount(setting: ProviderSettings, account: string): Listed {
  const listed = setting.service_accounts;
  if (account !== "" && listed.includes(account)) {
    return { outcome: passed({ step: "account", text: `${shown(account)} is among its accounts` }), listed };
  }
  const text =
    listed.length === 0
      ? `the setting lists no account, so not ${shown(account)} either`
      : `${shown(account)} is not among its accounts: ${listed.slice(0, 5).map(shown).join(", ")}${listed.length > 5 ? ` and ${listed.length - 5} more` : ""}`;
  return { outcome: failed("account_not_listed", { step: "account", text }), listed };
}

function mappedAccount(setting: ProviderSettings, claims: Claims, account: string): Listed {
  const name = setting.mapping_claim ?? "";
  const actual = claimOf(claims, name);
  if (actual === undefined) {
    const text = `the account is chosen by the claim ${name}, which the token does not have`;
    return { outcome: failed("mapping_claim_missing", { step: "account", claim: name, text }), listed: [] };
  }
  const { chosen, account: mapped, byPrecedence } = chooseMapping(setting.dynamic_mappings, scalarTexts(actual));
  const entry = chosen[0];
  const seen = { step: "account" as const, claim: name, actual };
  if (entry === undefined) {
    const text = `no mapping fits ${name} ${shown(actual)}`;
    return { outcome: failed("mapping_no_match", { ...seen, text }), listed: [] };
  }
  const required = entry.claim_value;
  const readings = [
    ...(byPrecedence ? (["mapping-precedence"] as const) : []),
    ...readingsOfClaim(name, required, actual, true),
  ];
  if (mapped === undefined) {
    const text = `mappings of equal precedence give ${name} ${shown(actual)} different accounts, so it gets none`;
    const tie = failed("mapping_other_account", { ...seen, required, text }, [...readings, "mapping-tie-admits-none"]);
    return { outcome: tie, listed: [] };
  }
  const text = `${name} ${shown(actual)} is mapped to ${shown(mapped)}`;
  return {
    outcome:
      mapped === account && account !== ""
        ? passed({ ...seen, required, text }, readings)
        : failed("mapping_other_account", { ...seen, required, text: `${text}, not to ${shown(account)}` }, readings),
    listed: [mapped],
  };
}
