/** How much a drift weighs: what a review would say, and more where nobody reviewed it. */
import { compareLevels } from "../../access.js";
import { compareSeverities, type Finding, type Severity } from "../../finding.js";
import type { DefaultPrivilege } from "../../model.js";
import type { AccessChange, Gain, TrustReview } from "../../review/index.js";
import type { DriftEffect, DriftSeverity } from "../result.js";

export interface DriftWeight {
  readonly severity: DriftSeverity;
  readonly because: string;
}

const SAME: DriftWeight = { severity: "none", because: "nobody gains or loses access by it" };

/** @param gone whether the thing itself is gone, or not declared: then it is never nothing */
export function weigh(
  review: Pick<TrustReview, "gained" | "lost" | "newFindings">,
  { gone = false, effects = [] }: { readonly gone?: boolean; readonly effects?: readonly DriftEffect[] } = {},
): DriftWeight {
  const found: DriftWeight[] = [
    ...review.gained.map(ofGain),
    ...review.newFindings.map(ofFinding),
    ...review.lost.map(ofLoss),
    ...effects.map(ofEffect),
    ...(gone ? [{ severity: "low", because: "nobody is known to gain or lose access by it" } as const] : []),
  ];
  return found.reduce((most, each) => (isMore(each.severity, most.severity) ? each : most), SAME);
}

function isMore(a: DriftSeverity, b: DriftSeverity): boolean {
  return a !== "none" && (b === "none" || compareSeverities(a, b) > 0);
}

function ofGain({ severity, because, access, subject }: Gain): DriftWeight {
  const level = access.reduce<DefaultPrivilege>(
    (most, { after }) => (compareLevels(after, most) > 0 ? after : most),
    "None",
  );
  if (subject.kind === "user" || (subject.kind === "team" && compareSeverities(severity, "high") < 0)) {
    return { severity, because };
  }
  const floor: Severity = compareLevels(level, "Write") >= 0 ? "high" : level === "Read" ? "medium" : "low";
  return compareSeverities(floor, severity) > 0
    ? { severity: floor, because: `no code declares it, and it gives ${level}` }
    : { severity, because };
}

function ofFinding({ severity, rule }: Finding): DriftWeight {
  return { severity, because: `the rule ${rule} speaks of what is live` };
}

function ofLoss({ certain }: AccessChange): DriftWeight {
  return {
    severity: "medium",
    because: certain ? "jobs lose what they are declared to have" : "jobs may lose something",
  };
}

function ofEffect({ direction }: DriftEffect): DriftWeight {
  return direction === "wider"
    ? { severity: "high", because: "what guards trust is weaker than declared" }
    : { severity: "low", because: "what guards trust is stronger than declared" };
}
