/** Findings as annotations: cdktf prints them with the construct's path, and stops at those that are errors. */
import type { IConstruct } from "constructs";
import type { Finding } from "../../trust/index.js";
import { type Acceptance, acceptancesOf } from "../accept.js";
import { annotate } from "../annotate.js";
import type { BreakGlass } from "./break-glass.js";

/** From so many days before its end, an acceptance warns. */
const NOTICE_DAYS = 14;
const DAY = 24 * 60 * 60 * 1000;

export interface ReportOptions {
  readonly now: Date;
  /** Lets through what would stop synth, and keeps it. Undefined: nothing is let through. */
  readonly breakGlass: BreakGlass | undefined;
}

/** Stops synth at a finding of severity high or critical, unless it is accepted by name; others are warnings. */
export function report(construct: IConstruct, finding: Finding, { now, breakGlass }: ReportOptions): void {
  const stop = (text: string) => {
    if (breakGlass === undefined) {
      annotate(construct, "error", text);
    } else {
      annotate(construct, "warning", breakGlass.letThrough(finding, text));
    }
  };
  const accepted = acceptancesOf(construct).find(({ rule }) => rule === finding.rule);
  if (accepted === undefined) {
    const text = `${explain(finding)} Or accept it here: accept("${finding.rule}", { reason, until }).`;
    stops(finding) ? stop(text) : annotate(construct, "warning", text);
    return;
  }
  const daysLeft = Math.floor((endOf(accepted) - now.getTime()) / DAY);
  if (daysLeft < 0) {
    stop(`${explain(finding)} It was accepted until ${accepted.until}: ${accepted.reason}`);
  } else if (daysLeft < NOTICE_DAYS) {
    annotate(construct, "warning", `${named(finding)}: accepted only until ${accepted.until}: ${accepted.reason}`);
  } else {
    annotate(construct, "info", `${named(finding)}: accepted until ${accepted.until}: ${accepted.reason}`);
  }
}

function explain({ message, why, remedy, link, ...finding }: Finding): string {
  const see = link === undefined ? "" : ` See ${link}.`;
  return `${named(finding)}: ${message}. Why: ${why}. Remedy: ${remedy}.${see}`;
}

function named({ severity, rule }: Pick<Finding, "severity" | "rule">): string {
  return `${severity} ${rule}`;
}

function stops({ severity }: Finding): boolean {
  return severity === "high" || severity === "critical";
}

/** The first moment after the last accepted day. */
function endOf(acceptance: Acceptance): number {
  return Date.parse(acceptance.until) + DAY;
}
