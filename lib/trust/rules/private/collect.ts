/** What rules give, as findings in the order of their gravity. */
import { compareLevels } from "../../access.js";
import { compareSeverities, SEVERITIES, type Severity } from "../../finding.js";
import type { TrustCheck, TrustFinding } from "../check.js";
import { type Hit, isNotLooked, type NotLooked, type RuleText } from "../rule.js";
import type { SettingView } from "../setting-view.js";

export function collect<R extends RuleText>(
  rules: readonly R[],
  apply: (rule: R) => Iterable<Hit | NotLooked>,
): TrustCheck {
  const findings: TrustFinding[] = [];
  const notLooked = new Map<string, { rule: string; reason: string; times: number }>();
  for (const rule of rules) {
    for (const result of apply(rule)) {
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

function findingOf({ id, severity, why, remedy, link }: RuleText, hit: Hit): TrustFinding {
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
