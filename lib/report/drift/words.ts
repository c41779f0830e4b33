/** What every format says of drift, in plain words that are not escaped for any of them. */
import type { AccessChange, Drift, DriftAuthor, DriftSection, DriftSeverity } from "../../trust/index.js";
import { type Names, nameOf } from "../names.js";
import { accessWords, predicateOf, settingsWords, subjectOf } from "../review/words.js";
import type { DriftReport, ReportedStack } from "./report.js";

export const TITLES: { readonly [section in DriftSection]: string } = {
  managed: "Changed beside the code",
  unmanaged: "Declared nowhere",
  phantom: "Trusted and gone",
  undeployed: "Merged, not deployed",
};

export const EXPLAINED: { readonly [section in DriftSection]: string } = {
  managed: "What stacks manage and somebody changed or took away since it was last deployed.",
  unmanaged: "What is live in the organization and in no stack.",
  phantom: "GitHub repositories that settings trust and that are gone, renamed, others than they were, or archived.",
  undeployed: "What the code says and was not applied.",
};

export const REMEDIES: { readonly [section in DriftSection]: string } = {
  managed: "Deploy again to put it right, or declare it as it is if it is meant.",
  unmanaged: "Take it away, or declare it (cloudsmith-trust adopt); until then a baseline can accept it.",
  phantom: "Remove the setting, or require the ids of the repository that is meant.",
  undeployed: "Deploy what was merged.",
};

export const SEVERITY_ORDER: readonly DriftSeverity[] = ["critical", "high", "medium", "low", "none"];

/** What was told apart from what could not be: `drift`, `no drift`, and whether that is all of it. */
export function verdictOf(report: DriftReport): string {
  const real = report.fresh.filter(({ severity }) => severity !== "none").length;
  const found = real === 0 ? "no drift" : `${real} ${real === 1 ? "drift" : "drifts"}`;
  if (report.undecided.length === 0) {
    return found;
  }
  return real === 0 ? "could not tell" : `${found}, and the rest could not be told`;
}

/** Where no stack that could be read says which it is, there is no other source. */
export function organizationWords({ organization }: DriftReport): string {
  return organization === "" ? "organization not known" : organization;
}

/** `acme: 2 drifts (1 critical, 1 low)` */
export function verdictLine(report: DriftReport): string {
  const counts = countsOf(report);
  return `${organizationWords(report)}: ${verdictOf(report)}${counts === "" ? "" : ` (${counts})`}`;
}

/** `2 high, 1 low; 3 without effect; 4 accepted; 1 acceptance has expired` */
export function countsOf({ fresh, accepted, expired, undecided }: DriftReport): string {
  const bySeverity = SEVERITY_ORDER.filter((severity) => severity !== "none")
    .map((severity) => [fresh.filter((drift) => drift.severity === severity).length, severity] as const)
    .filter(([many]) => many > 0)
    .map(([many, severity]) => `${many} ${severity}`);
  const idle = fresh.filter(({ severity }) => severity === "none").length;
  return [
    ...(bySeverity.length === 0 ? [] : [bySeverity.join(", ")]),
    ...(idle === 0 ? [] : [`${idle} without effect`]),
    ...(accepted.length === 0 ? [] : [`${accepted.length} accepted`]),
    ...(expired.length === 0 ? [] : [`${expired.length} accepted until a day that has passed`]),
    ...(undecided.length === 0 ? [] : [`${undecided.length} could not be told`]),
  ].join("; ");
}

/** `provider settings app-main was changed beside Terraform` */
export function headlineOf({ kind, name, what }: Pick<Drift, "kind" | "name" | "what">): string {
  return `${kind} ${name} ${what}`;
}

/** Who did it and when: `by mallory (user) on 2026-11-24 22:10 UTC (org.oidc.updated)`. */
export function authorWords({ actor, kind, at, event }: DriftAuthor): string {
  return `by ${actor} (${kind}) on ${momentWords(at)} (${event})`;
}

/** A moment to the minute; what is none stays as it is. */
export function momentWords(at: string): string {
  const [, day, minute] = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}):[\d.]+Z$/.exec(at) ?? [];
  return day === undefined || minute === undefined ? at : `${day} ${minute} UTC`;
}

/** Who gains and loses what by it, a line each. */
export function effectLines(drift: Drift, names: Names): readonly string[] {
  return [
    ...drift.effects.map(({ direction, words }) => `${direction}: ${words}`),
    ...drift.gained.flatMap((gain) => changeLines(gain, "gained", names)),
    ...drift.lost.flatMap((loss) => changeLines(loss, "lost", names)),
    ...drift.newFindings.map(({ rule, message }) => `rule ${rule}: ${message}`),
  ];
}

const SHOWN_REPOSITORIES = 3;

function changeLines(change: AccessChange, kind: "gained" | "lost", names: Names): readonly string[] {
  const { access, witness, certain, subject } = change;
  const hidden = access.length - SHOWN_REPOSITORIES;
  const shown = access.slice(0, SHOWN_REPOSITORIES).map((each) => accessWords(each, change, names));
  const what = [...shown, ...(hidden > 0 ? [`${hidden} more repositories`] : [])].join(", ");
  return [
    `${kind === "gained" ? "wider" : "narrower"}: ${subjectOf(subject, names)} ${predicateOf(change, kind, names)}${what === "" ? "" : `: ${what}`}${certain ? "" : " (perhaps)"}`,
    ...(witness === undefined ? [] : [`for example ${witness.words}, ${settingsWords(witness)}`]),
  ];
}

const SIDES = { before: ", declared", after: ", live", both: "" } as const;

/** `settings app-main claims ref, live: GET … answered 403` */
export function openWords({ about, side, reason }: DriftReport["undecided"][number], names: Names): string {
  return `${nameOf(about, names)}${SIDES[side]}: ${reason}`;
}

/** `claims: {"ref":"refs/heads/main"} → {"ref":"refs/heads/.*"}` */
export function changeWords({ field, declared, live }: Drift["changes"][number]): string {
  return `${field}: ${declared} → ${live}`;
}

const PROOFS: { readonly [proof in ReportedStack["readOnly"]]: string } = {
  proved: "refreshed by a provider that only reads",
  "other provider": "refreshed by a provider that is not ours: that it wrote nothing is not proved",
  "not run here": "a plan that was given: what it was made with is not known",
};

export function stackWords({ name, readOnly }: ReportedStack): string {
  return `stack ${name}: ${PROOFS[readOnly]}`;
}

/** The parts that were left out. */
export function notLooked({ parts }: DriftReport): readonly string[] {
  return (["managed", "unmanaged", "phantom", "undeployed"] as const)
    .filter((part) => !parts.includes(part))
    .map((part) => `${TITLES[part].toLowerCase()} (${part})`);
}
