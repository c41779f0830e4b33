import {
  type ClaimValue,
  claimTexts,
  type JudgeInput,
  type Judgement,
  judge,
  type ProviderSettings,
  type SettingJudgement,
  type Step,
  scalarTexts,
} from "../oidc/index.js";
import type { TrustModel } from "./model.js";
import { findingsOfChange } from "./private/findings-of-change.js";
import type { TrustFinding } from "./rules/check.js";

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
    /** Names of claims that the token lacks and the new setting therefore does not ask for: it admits more. */
    readonly dropped: readonly string[];
    /** What the rules would say of the change, and do not say without it. */
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

/**
 * A setting made to fit: changed where nothing that is let in today is shut out by it, else one beside it.
 *
 * Of settings of the token's issuer those that hand out the account come first, however much they miss by: to list the
 * account where another's jobs get in would let in all of them as well.
 */
function trustChange(
  judgement: Judgement,
  input: Omit<JudgeInput, "settings">,
  model: TrustModel,
): SmallestChange["trust"] {
  const own = judgement.settings.find(
    ({ setting, steps }) =>
      handsOut(setting, input.account) && steps.some(({ step, passed }) => step === "issuer" && passed),
  );
  const judged = own ?? judgement.settings[0];
  if (judged === undefined) {
    return undefined;
  }
  const failed = failures(judged);
  const onlyWidens = failed.every(({ step, code }) => step === "enabled" || ADDED.has(code));
  const fitted = onlyWidens
    ? { how: "change" as const, setting: widened(judged.setting, failed, input.account), dropped: [] }
    : { how: "add" as const, ...settingBeside(judged.setting, failed, input) };
  const instead = fitted.how === "change" ? judged.setting : undefined;
  return judge({ ...input, settings: [fitted.setting] }).admitted
    ? { ...fitted, findings: findingsOfChange(fitted.setting, instead, model) }
    : undefined;
}

function handsOut({ mapping_claim, service_accounts, dynamic_mappings }: ProviderSettings, account: string): boolean {
  return mapping_claim === null
    ? service_accounts.includes(account)
    : dynamic_mappings.some(({ service_account }) => service_account === account);
}

/** Refusals that adding an account or a mapping puts right. */
const ADDED: ReadonlySet<Step["code"]> = new Set(["account_not_listed", "mapping_no_match"]);

function widened(setting: ProviderSettings, failed: readonly Step[], account: string): ProviderSettings {
  const step = failed.find(({ code }) => ADDED.has(code));
  const enabled = { ...setting, enabled: true };
  if (step === undefined) {
    return enabled;
  }
  if (setting.mapping_claim === null) {
    return { ...enabled, service_accounts: [...setting.service_accounts, account] };
  }
  const [claim_value] = scalarTexts(step.actual);
  return claim_value === undefined
    ? enabled
    : { ...enabled, dynamic_mappings: [...setting.dynamic_mappings, { claim_value, service_account: account }] };
}

/** For the account alone, with the claims of the token where it has others. */
function settingBeside(
  { name, provider_url, claims: required, mapping_claim }: ProviderSettings,
  failed: readonly Step[],
  { claims: given, account }: Omit<JudgeInput, "settings">,
): { readonly setting: ProviderSettings; readonly dropped: readonly string[] } {
  const claims = new Map(Object.entries(required));
  const dropped: string[] = [];
  const asked = failed.flatMap(({ step, claim }) => (step === "claim" && claim !== undefined ? [claim] : []));
  for (const claim of mapping_claim === null ? asked : [...asked, mapping_claim]) {
    const [text] = claimTexts(given, claim);
    if (text === undefined) {
      dropped.push(claim);
      claims.delete(claim);
    } else {
      claims.set(claim, text);
    }
  }
  const { iss } = given;
  const isOfOther = typeof iss === "string" && failed.some(({ step }) => step === "issuer");
  const setting = {
    name,
    enabled: true,
    provider_url: isOfOther ? iss : provider_url,
    claims: Object.fromEntries(claims),
    service_accounts: [account],
    mapping_claim: null,
    dynamic_mappings: [],
  };
  return { setting, dropped: [...new Set(dropped)] };
}
