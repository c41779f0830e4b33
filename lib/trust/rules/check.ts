import type { Finding } from "../finding.js";
import type { Origin, TrustModel } from "../model.js";
import { RULES } from "./all.js";
import { collect } from "./private/collect.js";
import type { Rule } from "./rule.js";
import { type CheckOptions, TrustView } from "./trust-view.js";

export interface TrustCheck {
  /** Gravest first, then in the order of the rules and of the model. */
  readonly findings: readonly TrustFinding[];
  /** Rules that had nothing to look at somewhere, and why: what they would find is not known. */
  readonly notLooked: readonly { readonly rule: string; readonly reason: string; readonly times: number }[];
}

/** A finding with the place it was read from. */
export interface TrustFinding extends Finding {
  readonly origin: Origin;
}

/** Applies every rule to a trust model. */
export function checkTrust(model: TrustModel, options: CheckOptions = {}, rules: readonly Rule[] = RULES): TrustCheck {
  const trust = new TrustView(model, options);
  return collect(rules, (rule) => rule.check(trust));
}
