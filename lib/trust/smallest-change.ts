import {
  type ClaimValue,
  type JudgeInput,
  type Judgement,
  judge,
  type ProviderSettings,
  type SettingJudgement,
  type Step,
} from "../oidc/index.js";

import type { Origin, TrustModel, Unknown } from "./model.js";
import { checkTrust, type TrustFinding } from "./rules/check.js";

/** What would let a refused token in, on either side, each as small as can be. Both are confirmed by the judge. */
export interface SmallestChange {
  /** Claims that another token would need; absent when no token could get in as that account. */
  readonly token?: {
    /** Name of the setting that would admit it. */
    readonly setting: string;
    readonly claims: { readonly [name: string]: ClaimValue };
  };
  /** The setting that would admit this token; absent when no setting could, e.g. because the token is expired. */
  readonly trust?: {
    /** `change` puts it in the place of the one of this name; `add` stands beside it, since settings are alternatives. */
    readonly how: "change" | "add";
    readonly setting: ProviderSettings;
    /** Names of required claims that the token lacks and the new setting therefore leaves out: it admits more. */
    readonly dropped: readonly string[];
    /** What the rules would say of that setting. */
    readonly findings: readonly TrustFinding[];
  };
}

export function smallestChange(
  judgement: Judgement,
  input: Omit<JudgeInput, "settings">,
  model: TrustModel,
): SmallestChange {
  const token = tokenChange(judgement, input);
  const trust = trustChange(judgement, input, model);
  return { ...(token === undefined ? {} : { token }), ...(trust === undefined ? {} : { trust }) };
}

function failures({ steps }: SettingJudgement): readonly Step[] {
  return steps.filter(({ passed }) => !passed);
}

/** The nearest setting that hands out the account already: settings come nearest first, so the first one found. */
function tokenChange(judgement: Judgement, input: Omit<JudgeInput, "settings">): SmallestChange["token"] {
  for (const judged of judgement.settings) {
    const claims = mayAdmit(judged.setting, input.account) ? claimsWanted(judged, input) : undefined;
    if (claims === undefined) {
      continue;
    }
    const { admitted } = judge({
      ...input,
      claims: { ...input.claims, ...claims },
      // a token with other claims is another token, freshly signed
      signature: "valid",
      settings: [judged.setting],
    });
    if (admitted) {
      return { setting: judged.setting.name, claims };
    }
  }
  return undefined;
}

/** Whether some token could get in by this setting as that account. */
function mayAdmit({ enabled, mapping_claim, service_accounts }: ProviderSettings, account: string): boolean {
  return enabled && (mapping_claim !== null || service_accounts.includes(account));
}

/** A GitHub token lives five minutes; any time in the future would do. */
const FRESH_SECONDS = 300;

function claimsWanted(
  judged: SettingJudgement,
  { account, now }: Omit<JudgeInput, "settings">,
): { readonly [name: string]: ClaimValue } | undefined {
  const wanted = new Map<string, ClaimValue>();
  for (const { step, code, claim, required } of failures(judged)) {
    if (step === "enabled" || code === "account_not_listed") {
      return undefined;
    }
    if (step === "time") {
      const seconds = Math.floor(now instanceof Date ? now.getTime() / 1000 : (now ?? Date.now() / 1000));
      wanted
        .set("exp", seconds + FRESH_SECONDS)
        .set("iat", seconds)
        .set("nbf", seconds);
    } else if (step === "issuer") {
      wanted.set("iss", judged.setting.provider_url);
    } else if (step === "account") {
      const entry = judged.setting.dynamic_mappings.find(({ service_account }) => service_account === account);
      if (entry === undefined || claim === undefined) {
        return undefined;
      }
      wanted.set(claim, withoutWildcard(entry.claim_value));
    } else if (claim !== undefined) {
      wanted.set(claim, typeof required === "string" ? withoutWildcard(required) : (required ?? null));
    }
  }
  return Object.fromEntries(wanted);
}

function withoutWildcard(required: string): string {
  return required.endsWith(".*") ? required.slice(0, -2) : required;
}

/** The nearest setting, made to fit: changed where nothing that is let in today is shut out by it, else one beside it. */
function trustChange(
  judgement: Judgement,
  input: Omit<JudgeInput, "settings">,
  model: TrustModel,
): SmallestChange["trust"] {
  const [nearest] = judgement.settings;
  if (nearest === undefined) {
    return undefined;
  }
  const { setting } = nearest;
  const failed = failures(nearest);
  const { iss } = input.claims;
  const { claims, dropped } = claimsThatFit(setting, failed);
  const account = failed.find(({ step }) => step === "account");
  const changed: ProviderSettings = {
    ...setting,
    enabled: true,
    claims,
    ...(typeof iss === "string" && failed.some(({ step }) => step === "issuer") ? { provider_url: iss } : {}),
    ...(account === undefined ? {} : accountsThatFit(setting, claims, account, input.account)),
  };
  const onlyWidens = failed.every(({ step, code }) => step === "enabled" || ADDED.has(code));
  return judge({ ...input, settings: [changed] }).admitted
    ? { how: onlyWidens ? "change" : "add", setting: changed, dropped, findings: findingsOf(changed, model) }
    : undefined;
}

/** What the rules say of one setting alone, among the accounts and grants that there are. */
function findingsOf(setting: ProviderSettings, model: TrustModel): readonly TrustFinding[] {
  const origin: Origin = { source: "trust-file", where: "", at: setting.name };
  const alone = { ...model, settings: [{ ...setting, origin }], unknowns: model.unknowns.filter(isOfGrants) };
  return checkTrust(alone).findings.filter((finding) => finding.origin === origin);
}

function isOfGrants({ about }: Unknown): boolean {
  return about !== "settings";
}

/** Refusals that adding an account or a mapping puts right. */
const ADDED: ReadonlySet<Step["code"]> = new Set(["account_not_listed", "mapping_no_match"]);

function claimsThatFit(
  setting: ProviderSettings,
  failed: readonly Step[],
): { readonly claims: ProviderSettings["claims"]; readonly dropped: readonly string[] } {
  const claims = new Map(Object.entries(setting.claims));
  const dropped: string[] = [];
  for (const { step, claim, actual } of failed) {
    if (step !== "claim" || claim === undefined) {
      continue;
    }
    if (actual === undefined || typeof actual === "object") {
      dropped.push(claim);
      claims.delete(claim);
    } else {
      claims.set(claim, typeof actual === "string" ? actual : JSON.stringify(actual));
    }
  }
  return { claims: Object.fromEntries(claims), dropped };
}

function accountsThatFit(
  setting: ProviderSettings,
  claims: ProviderSettings["claims"],
  { claim, code, actual }: Step,
  account: string,
): Partial<ProviderSettings> {
  if (setting.mapping_claim === null) {
    return { service_accounts: [...setting.service_accounts, account] };
  }
  if (claim === undefined || typeof actual !== "string" || actual === "") {
    return {};
  }
  return code === "mapping_no_match"
    ? { dynamic_mappings: [...setting.dynamic_mappings, { claim_value: actual, service_account: account }] }
    : {
        claims: Object.fromEntries([...Object.entries(claims), [claim, actual]]),
        service_accounts: [account],
        mapping_claim: null,
        dynamic_mappings: [],
      };
}
