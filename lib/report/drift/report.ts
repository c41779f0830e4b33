import type { BaselinedDrift, Drift, DriftSection, Undecided } from "../../trust/index.js";
import type { Names } from "../names.js";

/** What `drift` reports: what is live and not what is declared, and how much was looked at. */
export interface DriftReport extends BaselinedDrift {
  readonly organization: string;
  /** Moment of the run, ISO 8601. */
  readonly at: string;
  readonly stacks: readonly ReportedStack[];
  /** Where the live organization was read; absent where it was not. */
  readonly live?: string;
  /** The parts that were looked at. */
  readonly parts: readonly DriftSection[];
  /** While there is any of it, the report is partial. */
  readonly undecided: readonly Undecided[];
  /** What was not looked at and decides nothing, a sentence each. */
  readonly notes: readonly string[];
  readonly names: Names;
}

export interface ReportedStack {
  readonly name: string;
  /** Where its plan is from. */
  readonly where: string;
  /** Whether it is proved that the refresh wrote nothing to Cloudsmith. */
  readonly readOnly: "proved" | "other provider" | "not run here";
}

/** The parts in the order of a report. */
export const SECTIONS: readonly DriftSection[] = ["managed", "unmanaged", "phantom", "undeployed"];

/** Everything of one part that alarms or is harmless, gravest first; what a baseline accepts is not in it. */
export function driftsOf({ fresh }: Pick<DriftReport, "fresh">, section: DriftSection): readonly Drift[] {
  return fresh.filter((drift) => drift.section === section);
}
