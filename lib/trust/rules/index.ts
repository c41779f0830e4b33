export { RULES } from "./all.js";
export type { ChangeRule, TrustChange } from "./change/change.js";
export * from "./change/check.js";
export * from "./check.js";
export type { Hit, NotLooked, Rule, RuleText } from "./rule.js";
export type { CheckOptions } from "./trust-view.js";
export * from "./undecided.js";
