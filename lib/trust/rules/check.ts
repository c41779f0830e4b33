import { compareLevels } from "../access.js";
import { compareSeverities, type Finding, SEVERITIES, type Severity } from "../finding.js";
import type { Origin, TrustModel } from "../model.js";
import { RULES } from "./all.js";
import { type Hit, isNotLooked, type Rule } from "./rule.js";
import type { SettingView } from "./setting-view.js";
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
  const findings: TrustFinding[] = [];
  const notLooked = new Map<string, { rule: string; reason: string; times: number }>();
  for (const rule of rules) {
    for (const result of rule.check(trust)) {
      if (isNotLooked(result)) {
        const key = `${rule.id}\n${result.notLooked}`;
        const known = notLooked.get(key) ?? { rule: rule.id, reason: result.notLooked, times: 0 };
        known.times++;
        notLooked.set(key, known);
      } else {
        findings.push(findingOf(rule, result));
      }
    }
  }
  return {
    findings: findings.toSorted((a, b) => compareSeverities(b.severity, a.severity)),
    notLooked: [...notLooked.values()],
  };
}

function findingOf({ id, severity, why, remedy, link }: Rule, hit: Hit): TrustFinding {
  const own = hit.severity ?? severity;
  return {
    rule: id,
    severity: hit.weighedBy === undefined ? own : weighed(own, hit.weighedBy),
    where: hit.origin.at,
    message: hit.message,
    why,
    remedy,
    link,
    origin: hit.origin,
  };
}

/** The same hole in front of an account that is known to read at most weighs one step less. */
function weighed(severity: Severity, { reach }: SettingView): Severity {
  const onlyReads = reach.known && !reach.manager && compareLevels(reach.level, "Read") <= 0;
  return onlyReads ? (SEVERITIES[SEVERITIES.indexOf(severity) - 1] ?? severity) : severity;
}
