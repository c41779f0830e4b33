import type { AssumptionName } from "./assumptions.js";
import { OidcError } from "./errors.js";
import type { Judgement, RefusalCode } from "./judgement.js";
import { assumptionsOf } from "./private/assumptions-of.js";
import { Explained } from "./private/explained.js";
import { type Asked, ClaimIndex, compareMisses, type Prepared, prepare, type Quick, quick } from "./private/quick.js";
import { failed, issuerKey, type Outcome, passed } from "./private/steps.js";
import { epochSeconds, timeStep } from "./private/time.js";
import { claimOf } from "./private/values.js";
import type { Claims, ProviderSettings } from "./settings.js";

/** What is asked of settings: whether this token is let in as that account. */
export interface JudgeQuestion {
  /** The token's payload, as JSON gives it. */
  readonly claims: Claims;
  /** @default "not-given" - the signature is not looked at, and the step passes saying so */
  readonly signature?: "valid" | "invalid" | "not-given";
  /** Slug of the account asked for. */
  readonly account: string;
  /** Slugs of the accounts there are. @default - every account that a setting names counts as existing */
  readonly existingAccounts?: ReadonlySet<string>;
  /** The moment of the judgement, as a Date or in epoch seconds. @default - the clock's */
  readonly now?: Date | number;
}

export interface JudgeInput extends JudgeQuestion {
  readonly settings: readonly ProviderSettings[];
}

/** The short answer: what {@link Judgement} says, without the steps. */
export interface Decision {
  readonly admitted: boolean;
  readonly reason: RefusalCode | undefined;
  /** The settings that admit, in the order given. */
  readonly settings: readonly ProviderSettings[];
}

/**
 * Judges whether a token would be let in as an account, with the outcome of every step of every setting.
 *
 * Any setting that passes all its steps admits. The others follow, nearest miss first: fewest failed steps; among
 * equals the one whose gravest failure is lightest (disabled, then a claim, then the account, then the issuer); then
 * in the order given. Steps are put into words when they are first looked at.
 *
 * @throws OidcError `not_claims` when the claims are no JSON object
 * @example judge({ claims, account: "ci-app", settings }).reason // "claim_mismatch"
 */
export function judge({ settings, ...question }: JudgeInput): Judgement {
  return new Judge(settings).judge(question);
}

/** Settings that many tokens are judged by. They must not change meanwhile. */
export class Judge {
  readonly #index = new ClaimIndex();
  readonly #settings: readonly Prepared[];

  constructor(settings: readonly ProviderSettings[]) {
    this.#settings = settings.map((setting) => prepare(setting, this.#index));
  }

  /** See {@link judge}. */
  judge(question: JudgeQuestion): Judgement {
    const asked = this.#askedOf(question);
    const judged = this.#settings
      .map((prepared) => ({ prepared, answer: quick(prepared, asked, newQuick()) }))
      .sort((a, b) => compareMisses(a.answer, b.answer))
      .map(({ prepared, answer }) => new Explained(prepared, answer, asked));
    const { admitted = false, code } = judged[0]?.judgement ?? {};
    let assumptions: readonly AssumptionName[] | undefined;
    return {
      admitted,
      account: question.account,
      reason: admitted ? undefined : (code ?? "no_setting"),
      settings: judged.map(({ judgement }) => judgement),
      get assumptions() {
        assumptions ??= assumptionsOf(judged, asked, admitted);
        return assumptions;
      },
    };
  }

  /**
   * The same answer without the steps, for tokens by the thousand.
   *
   * @throws OidcError `not_claims`
   */
  decide(question: JudgeQuestion): Decision {
    const asked = this.#askedOf(question);
    const admitting: ProviderSettings[] = [];
    let nearest: Quick | undefined;
    let each = newQuick();
    for (const prepared of this.#settings) {
      quick(prepared, asked, each);
      if (each.failures === 0) {
        admitting.push(prepared.setting);
      } else if (nearest === undefined || compareMisses(each, nearest) < 0) {
        // the two change places, so that none is made anew for each setting
        [nearest, each] = [each, nearest ?? newQuick()];
      }
    }
    const admitted = admitting.length > 0;
    return { admitted, reason: admitted ? undefined : (nearest?.code ?? "no_setting"), settings: admitting };
  }

  #askedOf({ claims, signature, account, existingAccounts, now }: JudgeQuestion): Asked {
    if (typeof claims !== "object" || claims === null || Array.isArray(claims)) {
      throw new OidcError("not_claims", "the claims of a token are a JSON object; got something else");
    }
    const iss = claimOf(claims, "iss");
    return {
      claims,
      values: this.#index.valuesOf(claims),
      account,
      existing: existingAccounts,
      issuer: typeof iss === "string" ? issuerKey(iss) : "",
      signature: signatureStep(signature),
      time: timeStep(claims, epochSeconds(now ?? new Date())),
    };
  }
}

function newQuick(): Quick {
  return { failures: 0, gravity: 0, code: undefined };
}

function signatureStep(signature: JudgeQuestion["signature"]): Outcome {
  switch (signature) {
    case "valid":
      return passed({ step: "signature", text: "signed by a key of the issuer" });
    case "invalid":
      return failed("bad_signature", { step: "signature", text: "not signed by a key of the issuer" });
    default:
      return passed({ step: "signature", text: "no signature was looked at" });
  }
}
