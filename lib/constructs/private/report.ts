/** Findings as annotations: cdktf prints them with the construct's path, and stops at those that are errors. */
import type { IConstruct } from "constructs";
import type { Finding } from "../../trust/index.js";
import { type Acceptance, acceptancesOf } from "../accept.js";
import { annotate } from "../annotate.js";

/** From so many days before its end, an acceptance warns. */
const NOTICE_DAYS = 14;
const DAY = 24 * 60 * 60 * 1000;

/** Stops synth at a finding of severity high or critical, unless it is accepted by name; others are warnings. */
export function report(construct: IConstruct, finding: Finding, now: Date): void {
  const accepted = acceptancesOf(construct).find(({ rule }) => rule === finding.rule);
  if (accepted === undefined) {
    const text = `${explain(finding)} Or accept it here: accept("${finding.rule}", { reason, until }).`;
    annotate(construct, stops(finding) ? "error" : "warning", text);
    return;
  }
  const daysLeft = Math.floor((endOf(accepted) - now.getTime()) / DAY);
  if (daysLeft < 0) {
    annotate(construct, "error", `${explain(finding)} It was accepted until ${accepted.until}: ${accepted.reason}`);
  } else if (daysLeft < NOTICE_DAYS) {
    annotate(construct, "warning", `${named(finding)}: accepted only until ${accepted.until}: ${accepted.reason}`);
  } else {
    annotate(construct, "info", `${named(finding)}: accepted until ${accepted.until}: ${accepted.reason}`);
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
