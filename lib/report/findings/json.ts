import { jsonText } from "../escape/json.js";
import type { LocatedFinding } from "../location.js";
import { type FindingsReport, gravestFinding } from "./report.js";

/** Findings as one JSON document, in the shape of {@link FINDINGS_SCHEMA}. */
export function renderFindingsJson(report: FindingsReport): string {
  const { organization, trust, scope, findings, acceptances, breakGlass, undecided, notLooked } = report;
  return `${jsonText({
    version: 1,
    organization,
    trust,
    scope,
    complete: undecided.length === 0,
    severity: gravestFinding(report) ?? null,
    findings: findings.map(findingValue),
    accepted: acceptances.map(({ rule, path, stack, at, reason, until, status, daysLeft, findings: through }) => ({
      rule,
      path,
      stack,
      at,
      reason,
      until,
      status,
      daysLeft,
      findings: through.map(findingValue),
    })),
    breakGlass: breakGlass.map(({ stack, reason, findings: through }) => ({ stack, reason, findings: through })),
    undecided,
    notLooked,
  })}\n`;
}

/** One finding, in the shape of {@link FINDING}. */
export function findingValue(finding: LocatedFinding): object {
  const { rule, severity, subject, where, message, why, remedy, link, location } = finding;
  return {
    rule,
    severity,
    ...(subject === undefined ? {} : { subject }),
    where,
    message,
    why,
    remedy,
    ...(link === undefined ? {} : { link }),
    ...(location === undefined ? {} : { location }),
  };
}
