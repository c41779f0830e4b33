/** The judgement without its words: for tokens by the thousand, and for who only asks whether. */
import type { RefusalCode } from "./judgement.js";
import { askedOf } from "./private/asked.js";
import {
  type Asked,
  ClaimIndex,
  compareMisses,
  newQuick,
  type Prepared,
  prepare,
  type Quick,
  quick,
} from "./private/quick.js";
import type { Claims, ProviderSettings } from "./settings.js";

/** What is asked of provider settings: whether this token is let in as that account. */
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
 * Judges as `judge` does, and says only whether, by which settings, and why not.
 *
 * @throws OidcError `not_claims` when the claims are no JSON object
 * @example decide({ claims, account: "ci-app", settings }).admitted
 */
export function decide({ settings, ...question }: JudgeInput): Decision {
  const index = new ClaimIndex();
  const prepared = settings.map((setting) => prepare(setting, index));
  return decideAmong(prepared, askedOf(index, question));
}

/** The same of settings and a question that are prepared already, over one index. */
export function decideAmong(settings: readonly Prepared[], asked: Asked): Decision {
  const admitting: ProviderSettings[] = [];
  let nearest: Quick | undefined;
  let each = newQuick();
  for (const prepared of settings) {
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
