import type { Severity } from "../finding.js";
import type { AccessChange, Gain, TrustReview, Undecided } from "../review/index.js";

/**
 * Where a difference between what is declared and what is live comes from.
 *
 * - `managed`: a resource of a stack was changed or taken away beside Terraform
 * - `undeployed`: the app declares something else than was last deployed
 * - `unmanaged`: no stack declares it
 * - `phantom`: trust in a GitHub repository that is gone, renamed, another than it was, or archived
 */
export type DriftSection = "managed" | "undeployed" | "unmanaged" | "phantom";

/** `none`: nobody gains or loses anything by it. It never alarms. */
export type DriftSeverity = "none" | Severity;

/** Something beside access that a drift makes weaker or stronger, such as the guards of a GitHub environment. */
export interface DriftEffect {
  readonly direction: "wider" | "narrower";
  /** A sentence without its full stop: `nobody has to review deployments to production any more`. */
  readonly words: string;
}

/** A value that differs, as short text. */
export interface FieldChange {
  readonly field: string;
  readonly declared: string;
  readonly live: string;
}

/** Who changed it last, by the audit log. */
export interface DriftAuthor {
  readonly actor: string;
  /** `user` or `service_account`, as the log says it. */
  readonly kind: string;
  /** ISO 8601. */
  readonly at: string;
  /** `org.oidc.updated`. */
  readonly event: string;
}

/** By what the audit log knows the thing that drifted. */
export interface DriftTrace {
  /** Names, slugs and slug_perms. */
  readonly names: readonly string[];
  /** What its events are about, e.g. `oidc`. */
  readonly about: "oidc" | "service" | "privilege";
}

export interface Drift {
  readonly section: DriftSection;
  /** Equal for the same drift in every run; another one when it changes further. */
  readonly fingerprint: string;
  /** Name of the stack that declares it; absent where none does. */
  readonly stack?: string;
  /** What it is: `service account`, `provider settings`, `grant`, or a resource type. */
  readonly kind: string;
  readonly name: string;
  /** Resource address, or where the API has it. */
  readonly at: string;
  /** What happened, after the name: `was changed beside Terraform`. */
  readonly what: string;
  readonly severity: DriftSeverity;
  /** Why it weighs so much, in a few words of ours. */
  readonly because: string;
  readonly gained: readonly Gain[];
  readonly lost: readonly AccessChange[];
  /** What rules say of what is live and do not say of what is declared. */
  readonly newFindings: TrustReview["newFindings"];
  readonly effects: readonly DriftEffect[];
  readonly changes: readonly FieldChange[];
  readonly trace?: DriftTrace;
  readonly author?: DriftAuthor;
}

/** What was judged, and what could not be. */
export interface JudgedDrift {
  readonly drifts: readonly Drift[];
  /** What could not be told: while there is any, nothing may count as free of drift. */
  readonly undecided: readonly Undecided[];
  /** What was not looked at and decides nothing, a sentence each. */
  readonly notes: readonly string[];
}

/** A digest of a text, as fingerprints are made of: equal texts, equal digests, and no others in practice. */
export type Digest = (text: string) => string;

const ORDER: readonly DriftSeverity[] = ["none", "low", "medium", "high", "critical"];

/** Positive when the first weighs more. */
export function compareDriftSeverities(a: DriftSeverity, b: DriftSeverity): number {
  return ORDER.indexOf(a) - ORDER.indexOf(b);
}

/** The gravest of some drifts; `none` where there is none. */
export function gravestDrift(drifts: readonly Pick<Drift, "severity">[]): DriftSeverity {
  return drifts.reduce<DriftSeverity>(
    (most, { severity }) => (compareDriftSeverities(severity, most) > 0 ? severity : most),
    "none",
  );
}
