import { judgement } from "./judgement.js";

/** Rules that look at the app itself, which no trust model shows; they speak of a stack as a whole. */
export const APP_RULES: readonly string[] = ["local-state-in-ci"];

/** Ids of all rules that may speak of a construct. */
export function ruleIds(): readonly string[] {
  const { RULES, POLICY_RULES } = judgement();
  return [...APP_RULES, ...POLICY_RULES, ...RULES.map(({ id }) => id)];
}
