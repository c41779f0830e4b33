/** What every format says of findings, in plain words that are not escaped for any of them. */
import { compareSeverities, SEVERITIES, type Severity, type Unknown } from "../../trust/index.js";
import type { LocatedFinding } from "../location.js";
import { type Names, nameOf } from "../names.js";
import { type FindingsReport, gravestFinding, type ReportedAcceptance, type ReportedBreakGlass } from "./report.js";

/** Findings of one rule and one severity, which share why, remedy and link. */
export interface FindingGroup {
  readonly rule: string;
  readonly severity: Severity;
  readonly why: string;
  readonly remedy: string;
  readonly link?: string;
  readonly findings: readonly LocatedFinding[];
}

/** In the order of their first. */
export function grouped(findings: readonly LocatedFinding[]): readonly FindingGroup[] {
  const groups = new Map<string, LocatedFinding[]>();
  for (const finding of findings) {
    const { rule, severity, why, remedy } = finding;
    const key = JSON.stringify([rule, severity, why, remedy]);
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, [finding]);
    } else {
      group.push(finding);
    }
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) {
      return [];
    }
    const { rule, severity, why, remedy, link } = first;
    return [{ rule, severity, why, remedy, ...(link === undefined ? {} : { link }), findings: group }];
  });
}

/** `2 findings`, `nothing found`, or that it could not be told. */
export function verdictOf({ findings, undecided }: FindingsReport): string {
  if (findings.length > 0) {
    return count(findings.length, "finding", "findings");
  }
  return undecided.length > 0 ? "could not tell" : "nothing found";
}

/** How a verdict looks: `grave` from a finding of severity high on, `some` where there is less or it could not be told. */
export function weightOf(report: FindingsReport): "grave" | "some" | "none" {
  const gravest = gravestFinding(report);
  if (gravest !== undefined && compareSeverities(gravest, "high") >= 0) {
    return "grave";
  }
  return gravest === undefined && report.undecided.length === 0 ? "none" : "some";
}

/** `1 critical, 2 low; 1 accepted; 3 could not be told` */
export function countsOf({ findings, acceptances, undecided }: FindingsReport): string {
  const bySeverity = SEVERITIES.toReversed()
    .map((severity) => [findings.filter((finding) => finding.severity === severity).length, severity] as const)
    .filter(([many]) => many > 0)
    .map(([many, severity]) => `${many} ${severity}`);
  const accepted = acceptances.reduce((sum, each) => sum + each.findings.length, 0);
  return [
    ...(bySeverity.length === 0 ? [] : [bySeverity.join(", ")]),
    ...(accepted === 0 ? [] : [`${accepted} accepted`]),
    ...(undecided.length === 0 ? [] : [`${undecided.length} could not be told`]),
  ].join("; ");
}

/** `looked at 3 settings, 2 accounts, 4 grants and 1 repository (what is declared)` */
export function scopeWords({ scope, undecided }: FindingsReport): string {
  const { settings, accounts, privileges, repositories, speaksFor } = scope;
  const parts = [
    count(settings, "setting", "settings"),
    count(accounts, "account", "accounts"),
    count(privileges, "grant", "grants"),
  ];
  const all = undecided.length === 0 ? "the whole organization" : "what could be read of the organization";
  const whose = speaksFor === "organization" ? all : "what is declared";
  return `looked at ${parts.join(", ")} and ${count(repositories, "repository", "repositories")} (${whose})`;
}

/** What an acceptance is for, and how long it holds. */
export function acceptanceWords({ status, daysLeft, until }: ReportedAcceptance): string {
  switch (status) {
    case "holds":
      return `until ${until}`;
    case "ending":
      return `only until ${until}, ${daysLeft === 0 ? "today" : `${count(daysLeft, "day", "days")} from now`}`;
    case "expired":
      return `no longer: it ended on ${until}`;
  }
}

export function breakGlassWords({ stack, reason, findings }: ReportedBreakGlass): string {
  const through = findings.map(({ rule, severity, at }) => `${severity} ${rule} at ${at}`);
  const what = through.length === 0 ? "it let nothing through" : `it let through ${through.join(", ")}`;
  return `${stack} was synthesized under CLOUDSMITH_TRUST_BREAK_GLASS, which says: ${reason}; ${what}`;
}

/** `settings app-main claims ref: known only after deploy` */
export function undecidedWords({ about, name, field, reason }: Unknown, names: Names): string {
  const parts = [about, ...(name === undefined ? [] : [nameOf(name, names)]), ...(field ?? [])];
  return `${parts.join(" ")}: ${reason}`;
}

export function notLookedWords({ rule, reason, times }: FindingsReport["notLooked"][number]): string {
  return `${rule}: ${reason}${times === 1 ? "" : ` (${times} times)`}`;
}

export function count(many: number, one: string, more: string): string {
  return `${many === 0 ? "no" : many} ${many === 1 ? one : more}`;
}
