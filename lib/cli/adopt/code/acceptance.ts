import type { Finding } from "../fit/acceptances.js";
import { commentText, literal } from "./literal.js";
import { call, object, property } from "./print.js";
import type { FileScope } from "./scope.js";

interface On {
  /** What the construct is called. */
  readonly variable: string;
  readonly reason: string;
  /** Last day, e.g. `2027-03-31`. */
  readonly until: string;
  /** An L1 class, which has no method for it. @default false */
  readonly raw?: boolean;
}

/**
 * Accepts what would stop the synth, each with what was found.
 *
 * @returns the lines on which that begins, by rule, counted from 1 at the scope's first
 */
export function acceptances(
  scope: FileScope,
  findings: readonly Finding[],
  { variable, reason, until, raw }: On,
): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  for (const { rule, severity, message } of findings) {
    if (lines.has(rule)) {
      continue;
    }
    const acceptance = object([property("reason", literal(reason)), property("until", literal(until))]);
    scope.comment(`${severity}: ${commentText(message)}`);
    lines.set(rule, scope.lineCount + 1);
    scope.add(
      raw === true
        ? call(scope.ours("accept"), variable, literal(rule), acceptance)
        : call(`${variable}.accept`, literal(rule), acceptance),
    );
  }
  return lines;
}
