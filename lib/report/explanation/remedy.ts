/**
 * What would let a refused token in, or what to look at: one sentence for each failed step of the nearest setting.
 */
import type { ClaimValue, Judgement, SettingJudgement, Step } from "../../oidc/index.js";
import type { Explanation } from "./explanation.js";

/** What the CI lacks, then the failed steps of the nearest setting, in order. Empty when admitted. */
export function whatToChange({ judgement, withoutToken }: Explanation): readonly string[] {
  const ofJob = withoutToken === undefined ? [] : [`${withoutToken}: run it on an event of the repository itself`];
  return [...ofJob, ...remedies(judgement)];
}

function remedies(judgement: Judgement): readonly string[] {
  if (judgement.admitted) {
    return [];
  }
  const nearest = judgement.settings[0];
  if (nearest === undefined) {
    return [`declare OIDC provider settings that list ${judgement.account}: there are none that could let it in`];
  }
  const failed = nearest.steps.filter((step) => !step.passed);
  return [...new Set(failed.map((step) => remedy(step, nearest, judgement.account)))];
}

function remedy(step: Step, { setting }: SettingJudgement, account: string): string {
  switch (step.code) {
    case "issuer_mismatch":
      return `take a token of the issuer ${setting.provider_url}, or set provider_url of ${setting.name} to the token's issuer (${shown(step.actual)})`;
    case "bad_signature":
      return "take a fresh token from the issuer itself: this one is not signed by the keys that were given";
    case "expired":
      return "take a fresh token; to judge this one as of an earlier moment, say --now";
    case "not_yet_valid":
      return "set the clock of the machine that made the token right, or say --now";
    case "claim_missing":
      return missingClaim(step, setting.name);
    case "claim_mismatch":
      return `run a job whose ${step.claim ?? "claim"} is ${shown(step.required)}, or declare a setting of its own for ${shown(step.actual)}: settings are alternatives`;
    case "setting_disabled":
      return `set enabled = true on ${setting.name}, if it was not switched off on purpose`;
    case "account_not_listed":
      return `add ${account} to the service accounts of ${setting.name}, or ask for one it lists: ${listed(setting.service_accounts)}`;
    case "mapping_claim_missing":
      return `${setting.name} chooses the account by the claim ${setting.mapping_claim ?? ""}, which the token lacks: take a token that carries it`;
    case "mapping_no_match":
      return `add a mapping for ${shown(step.actual)} to ${setting.name}`;
    case "mapping_other_account":
      return `ask for the account that ${setting.name} maps this token to, or change that mapping to ${account}`;
    default:
      return `look at ${setting.name}: ${step.text}`;
  }
}

function missingClaim(step: Step, name: string): string {
  if (step.claim === "environment") {
    return `give the job the environment ${shown(step.required)}: a job that names no environment has no such claim`;
  }
  return `the token carries no claim ${step.claim ?? ""}, which ${name} requires to be ${shown(step.required)}: check its spelling in the setting, then what the CI puts into its tokens`;
}

function listed(accounts: readonly string[]): string {
  return accounts.length === 0 ? "none" : accounts.join(", ");
}

function shown(value: ClaimValue | undefined): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}
