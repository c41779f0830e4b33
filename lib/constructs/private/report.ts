/** Findings as annotations: cdktf prints them with the construct's path, and stops at those that are errors. */
import { Annotations } from "cdktf";
import type { IConstruct } from "constructs";
import type { Finding } from "../../trust/index.js";
import { type Acceptance, acceptancesOf } from "../accept.js";

/** From so many days before its end, an acceptance warns. */
const NOTICE_DAYS = 14;
const DAY = 24 * 60 * 60 * 1000;

/** Stops synth at a finding of severity high or critical, unless it is accepted by name; others are warnings. */
export function report(construct: IConstruct, finding: Finding, now: Date): void {
  const annotations = Annotations.of(construct);
  const accepted = acceptancesOf(construct).find(({ rule }) => rule === finding.rule);
  if (accepted === undefined) {
    const text = `${explain(finding)} Or accept it here: accept("${finding.rule}", { reason, until }).`;
    stops(finding) ? annotations.addError(text) : annotations.addWarning(text);
    return;
  }
  const daysLeft = Math.floor((endOf(accepted) - now.getTime()) / DAY);
  if (daysLeft < 0) {
    annotations.addError(`${explain(finding)} It was accepted until ${accepted.until}: ${accepted.reason}`);
  } else if (daysLeft < NOTICE_DAYS) {
    annotations.addWarning(`${named(finding)}: accepted only until ${accepted.until}: ${accepted.reason}`);
  } else {
    annotations.addInfo(`${named(finding)}: accepted until ${accepted.until}: ${accepted.reason}`);
  }
}

function explain(finding: Finding): string {
  return `${named(finding)}: ${finding.message}. Why: ${finding.why}. Remedy: ${finding.remedy}.`;
}

function named(finding: Finding): string {
  return `${finding.severity} ${finding.rule}`;
}

function stops(finding: Finding): boolean {
  return finding.severity === "high" || finding.severity === "critical";
}

/** The first moment after the last accepted day. */
function endOf(acceptance: Acceptance): number {
  return Date.parse(acceptance.until) + DAY;
}
