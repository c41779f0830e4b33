import type { AssumptionName } from "./assumptions.js";
import { OidcError } from "./errors.js";
import type { Judgement, RefusalCode, SettingJudgement } from "./judgement.js";
import {
  accountStep,
  claimStep,
  enabledStep,
  failed,
  issuerKey,
  issuerStep,
  type Outcome,
  passed,
} from "./private/steps.js";
import { epochSeconds, timeStep } from "./private/time.js";
import { claimOf } from "./private/values.js";
import type { Claims, ProviderSettings } from "./settings.js";

export interface JudgeInput {
  /** The token's payload, as JSON gives it. */
  readonly claims: Claims;
  /** @default "not-given" - the signature is not looked at, and the step passes saying so */
  readonly signature?: "valid" | "invalid" | "not-given";
  /** Slug of the account asked for. */
  readonly account: string;
  readonly settings: readonly ProviderSettings[];
  /** Slugs of the accounts there are. @default - every account that a setting names counts as existing */
  readonly existingAccounts?: ReadonlySet<string>;
  /** The moment of the judgement, as a Date or in epoch seconds. @default - the clock's */
  readonly now?: Date | number;
}

/**
 * Judges whether a token would be let in as an account, with the outcome of every step of every setting.
 *
 * Any setting that passes all its steps admits. The others follow, nearest miss first: fewest failed steps; among
 * equals the one whose gravest failure is lightest (disabled, then a claim, then the account, then the issuer); then
 * in the order given.
 *
 * @throws OidcError `not_claims` when the claims are no JSON object
 * @example judge({ claims, account: "ci-app", settings }).reason // "claim_mismatch"
 */
export function judge(input: JudgeInput): Judgement {
  if (typeof input.claims !== "object" || input.claims === null || Array.isArray(input.claims)) {
    throw new OidcError("not_claims", "the claims of a token are a JSON object; got something else");
  }
  const shared = [
    signatureStep(input.signature),
    timeStep(input.claims, epochSeconds(input.now ?? new Date())),
  ] as const;
  const judged = input.settings.map((setting) => judgeSetting(setting, shared, input));
  const settings = judged.toSorted((a, b) => a.failures - b.failures || a.gravity - b.gravity);
  const nearest = settings[0];
  const admitted = nearest?.judgement.admitted ?? false;
  return {
    admitted,
    account: input.account,
    reason: admitted ? undefined : (nearest?.judgement.code ?? "no_setting"),
    settings: settings.map(({ judgement }) => judgement),
    assumptions: assumptionsOf(settings, admitted),
  };
}

interface Judged {
  readonly judgement: SettingJudgement;
  readonly outcomes: readonly Outcome[];
  readonly failures: number;
  readonly gravity: number;
}

function judgeSetting(setting: ProviderSettings, shared: readonly [Outcome, Outcome], input: JudgeInput): Judged {
  const account = accountStep(setting, input.claims, input.account, input.existingAccounts);
  const outcomes: Outcome[] = [issuerStep(setting, claimOf(input.claims, "iss")), ...shared];
  for (const name of Object.keys(setting.claims)) {
    outcomes.push(claimStep(name, setting.claims[name] ?? null, input.claims));
  }
  outcomes.push(enabledStep(setting), account);
  const failures = outcomes.filter(({ step }) => !step.passed);
  const admitted = failures.length === 0;
  const code = decidingCode(failures);
  return {
    judgement: {
      setting,
      admitted,
      steps: outcomes.map(({ step }) => step),
      ...(code === undefined ? {} : { code }),
      accounts: account.accounts,
    },
    outcomes,
    failures: failures.length,
    gravity: failures.reduce((gravest, { step }) => Math.max(gravest, GRAVITY[step.step]), 0),
  };
}

/**
 * How far a failed step is from being put right, among settings that fail equally many: an issuer is another CI
 * altogether, an account means that the setting was made for somebody else. Signature and time are the token's own
 * and fail everywhere alike.
 */
const GRAVITY = { signature: 0, time: 0, enabled: 1, claim: 2, account: 3, issuer: 4 } as const;

/** The first failed step decides; being disabled only when everything else would have admitted. */
function decidingCode(failures: readonly Outcome[]): RefusalCode | undefined {
  return (failures.find(({ step }) => step.step !== "enabled") ?? failures[0])?.step.code;
}

function signatureStep(signature: JudgeInput["signature"]): Outcome {
  switch (signature) {
    case "valid":
      return passed({ step: "signature", text: "signed by a key of the issuer" });
    case "invalid":
      return failed("bad_signature", { step: "signature", text: "not signed by a key of the issuer" });
    default:
      return passed({ step: "signature", text: "no signature was looked at" });
  }
}

function assumptionsOf(settings: readonly Judged[], admitted: boolean): readonly AssumptionName[] {
  const names = new Set<AssumptionName>();
  if (admitted) {
    const admitting = settings.filter(({ judgement }) => judgement.admitted);
    const restingOn = admitting.map(({ outcomes }) => new Set(outcomes.flatMap(({ readings }) => readings)));
    // one setting that admits without any reading of ours is enough for the answer to stand
    if (!restingOn.some(({ size }) => size === 0)) {
      for (const name of restingOn.flatMap((each) => [...each])) {
        names.add(name);
      }
    }
    if (refusingBeside(settings)) {
      names.add("any-setting-admits");
    }
    return [...names];
  }
  for (const { outcomes } of settings) {
    const failures = outcomes.filter(({ step }) => !step.passed);
    // a refusal stands by itself as soon as one of its failed steps rests on no reading
    if (failures.every(({ readings }) => readings.length > 0)) {
      for (const name of failures.flatMap(({ readings }) => readings)) {
        names.add(name);
      }
    }
  }
  return [...names];
}

/** Whether an enabled setting of an admitting one's issuer refuses. */
function refusingBeside(settings: readonly Judged[]): boolean {
  const issuers = new Set(
    settings
      .filter(({ judgement }) => judgement.admitted)
      .map(({ judgement }) => issuerKey(judgement.setting.provider_url)),
  );
  return settings.some(
    ({ judgement: { admitted, setting } }) =>
      !admitted && setting.enabled && issuers.has(issuerKey(setting.provider_url)),
  );
}
