/** Severity of a finding, least first in {@link SEVERITIES}. */
export type Severity = "low" | "medium" | "high" | "critical";

export const SEVERITIES: readonly Severity[] = ["low", "medium", "high", "critical"];

/** What a rule says about one element of the trust model. */
export interface Finding {
  /** Id of the rule, kebab-case, e.g. `local-state-in-ci`. */
  readonly rule: string;
  readonly severity: Severity;
  /** Where: a construct path, a resource address or a JSON pointer. */
  readonly where: string;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** Why it matters, in one sentence. */
  readonly why: string;
  /** What to do. */
  readonly remedy: string;
  /** Where the rule is explained, by those who make the thing. */
  readonly link?: string;
}

/** Positive when the first weighs more, negative when it weighs less. */
export function compareSeverities(a: Severity, b: Severity): number {
  return SEVERITIES.indexOf(a) - SEVERITIES.indexOf(b);
}
