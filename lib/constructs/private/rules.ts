/** Rules that look at the app itself, which no trust model shows. */
export const RULE_IDS = ["local-state-in-ci"] as const;

export type RuleId = (typeof RULE_IDS)[number];
