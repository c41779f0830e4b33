import { matchText } from "../match.js";
import type { DynamicMapping } from "../settings.js";
import { WILDCARD } from "./values.js";

export interface MappingChoice {
  /** The entries that fit at the highest precedence: more than one only in a tie. */
  readonly chosen: readonly DynamicMapping[];
  /** The one account they hand out; `undefined` when none fits, or when they disagree. */
  readonly account: string | undefined;
  /** Whether precedence decided between entries that name different accounts. */
  readonly byPrecedence: boolean;
}

/** An equal value before a prefix, a longer prefix before a shorter. */
export function precedence(claimValue: string): number {
  return claimValue.endsWith(WILDCARD) ? claimValue.length - WILDCARD.length : Number.POSITIVE_INFINITY;
}

/** What the mappings of a setting hand out for a claim with these texts (several where the claim is an array). */
export function chooseMapping(mappings: readonly DynamicMapping[], texts: readonly string[]): MappingChoice {
  const fitting = mappings.filter(({ claim_value }) => texts.some((text) => matchText(claim_value, text)));
  let highest = -1;
  for (const { claim_value } of fitting) {
    highest = Math.max(highest, precedence(claim_value));
  }
  const chosen = fitting.filter(({ claim_value }) => precedence(claim_value) === highest);
  const first = chosen[0]?.service_account;
  return {
    chosen,
    account: chosen.every(({ service_account }) => service_account === first) ? first : undefined,
    byPrecedence: fitting.some(({ service_account }) => service_account !== first),
  };
}
