/**
 * The full answer to "would this token be let in as this account": every step of every setting.
 */
import type { AssumptionName } from "./assumptions.js";
import type { ClaimValue, ProviderSettings } from "./settings.js";

/** Why a token is refused. `no_setting` stands for the whole; every other code belongs to one setting. */
export type RefusalCode =
  | "no_setting"
  | "issuer_mismatch"
  | "bad_signature"
  | "expired"
  | "not_yet_valid"
  | "claim_missing"
  | "claim_mismatch"
  | "setting_disabled"
  | "account_not_listed"
  | "mapping_claim_missing"
  | "mapping_no_match"
  | "mapping_other_account";

/** The steps of the judgement, in order. */
export type StepName = "issuer" | "signature" | "time" | "claim" | "enabled" | "account";

export interface Step {
  readonly step: StepName;
  readonly passed: boolean;
  /** Why it failed; absent when passed. */
  readonly code?: Exclude<RefusalCode, "no_setting">;
  /** The claim looked at, for steps `claim` and dynamic `account`. */
  readonly claim?: string;
  /** What the setting requires, and what the token has; `undefined` where there is nothing. */
  readonly required?: ClaimValue;
  readonly actual?: ClaimValue;
  /** One sentence in the domain's words. */
  readonly text: string;
}

export interface SettingJudgement {
  readonly setting: ProviderSettings;
  readonly admitted: boolean;
  /** All steps, also those after the first failure: one function serves "why not" and "what else". */
  readonly steps: readonly Step[];
  /** The code of the first failed step that decides; absent when admitted. */
  readonly code?: RefusalCode;
  /** Accounts this setting would hand to this token if its other steps pass. */
  readonly accounts: readonly string[];
}

export interface Judgement {
  readonly admitted: boolean;
  readonly account: string;
  /** `undefined` when admitted; otherwise the code of the nearest setting, or `no_setting` when there is none. */
  readonly reason: RefusalCode | undefined;
  /** Admitting settings first, then nearest miss first. */
  readonly settings: readonly SettingJudgement[];
  /** The readings of ours this answer rests on, where Cloudsmith's documentation is silent. */
  readonly assumptions: readonly AssumptionName[];
}
