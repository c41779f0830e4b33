import type { AssumptionName } from "./assumptions.js";
import { type Decision, decideAmong, type JudgeInput, type JudgeQuestion } from "./decide.js";
import type { Judgement } from "./judgement.js";
import { askedOf } from "./private/asked.js";
import { assumptionsOf } from "./private/assumptions-of.js";
import { Explained } from "./private/explained.js";
import { ClaimIndex, compareMisses, newQuick, type Prepared, prepare, quick } from "./private/quick.js";
import type { ProviderSettings } from "./settings.js";

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
    const asked = askedOf(this.#index, question);
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
    return decideAmong(this.#settings, askedOf(this.#index, question));
  }
}
