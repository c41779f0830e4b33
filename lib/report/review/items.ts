import type { Origin } from "../../trust/index.js";
import type { FileLocation, LocatedFinding } from "../location.js";
import { findingPlace } from "./places.js";
import type { ReviewReport } from "./report.js";
import { accessWords, predicateOf, settingsWords, subjectOf } from "./words.js";

/** Finds the line of a file in the repository that somebody would change because of an origin. */
export type Locate = (origin: Origin) => FileLocation | undefined;

const SHOWN_REPOSITORIES = 3;

/**
 * What in a review somebody should look at, one by one and gravest kind first: what weakens the reviewer, what is gained,
 * what rules say now. Losses are in no such list.
 */
export function reviewItems(report: ReviewReport, locate: Locate = () => undefined): readonly LocatedFinding[] {
  const { weakened, gained, newFindings } = report.review;
  const placed = (item: LocatedFinding, origins: readonly Origin[]): LocatedFinding => {
    const location = origins.map(locate).find((found) => found !== undefined);
    return location === undefined ? item : { ...item, location };
  };
  return [
    ...weakened.map(
      ({ kind, severity, where, message }): LocatedFinding => ({
        rule: `review-weakened-${kind}`,
        severity,
        where,
        message,
        why: "A change that weakens those who review it hides what comes with it and after it.",
        remedy: "take it out of the change, and have it reviewed by itself",
        ...(kind === "workflow" ? { location: { file: where } } : {}),
      }),
    ),
    ...gained.map((gain) =>
      placed(
        {
          rule: `review-gained-${gain.by}`,
          severity: gain.severity,
          where: subjectOf(gain.subject, report.names),
          message: gainWords(gain, report),
          why: WHY[gain.by],
          remedy: "merge it if it is meant; otherwise narrow what the change adds",
        },
        gain.origins,
      ),
    ),
    ...newFindings.map(({ origin, ...finding }) =>
      placed({ ...finding, where: findingPlace({ ...finding, origin }, report) }, [origin]),
    ),
  ];
}

const WHY: { readonly [by in ReviewReport["review"]["gained"][number]["by"]]: string } = {
  admission: "Jobs are let in that were not before.",
  level: "Somebody may do more than before.",
  role: "A Manager can give itself and others everything in the organization or the team.",
};

/** `lets in more: Write on prod (by grant), for example a job of acme/app (push at refs/heads/dev), by app-main` */
function gainWords(gain: ReviewReport["review"]["gained"][number], { names }: ReviewReport): string {
  const { access, witness, because, certain } = gain;
  const shown = access.slice(0, SHOWN_REPOSITORIES).map((each) => accessWords(each, gain, names));
  const hidden = access.length - shown.length;
  const what = [...shown, ...(hidden > 0 ? [`${hidden} more repositories`] : [])].join(", ");
  return [
    `${predicateOf(gain, "gained", names)}${certain ? "" : " (perhaps)"}${what === "" ? "" : `: ${what}`}`,
    ...(witness === undefined ? [] : [`for example ${witness.words}, ${settingsWords(witness)}`]),
    because,
  ].join("; ");
}
