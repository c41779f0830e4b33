import { ANNOTATION_LEVELS, type Annotation, renderAnnotations } from "../annotations/render.js";
import { driftItems, type LocateDrift } from "./items.js";
import type { DriftReport } from "./report.js";
import { openWords, verdictLine } from "./words.js";

/** The drift as annotations of GitHub, gravest first, the verdict last. */
export function renderDriftAnnotations(report: DriftReport, locate?: LocateDrift): string {
  const { undecided, expired, names } = report;
  return renderAnnotations([
    ...driftItems(report, locate).map(
      ({ rule, severity, where, message, remedy, location }): Annotation => ({
        level: ANNOTATION_LEVELS[severity],
        title: `${severity} ${rule}`,
        message: `${where} ${message}. Remedy: ${remedy}`,
        ...(location === undefined ? {} : { location }),
      }),
    ),
    ...undecided.map((each) => warning("could not tell", openWords(each, names))),
    ...expired.map(({ drift, acceptance }) =>
      warning(
        "acceptance has expired",
        `${drift.kind} ${drift.name}: ${acceptance.reason} (until ${acceptance.until})`,
      ),
    ),
    {
      level: "notice",
      title: "cloudsmith-trust",
      message: verdictLine(report),
    },
  ]);
}

function warning(title: string, message: string): Annotation {
  return { level: "warning", title, message };
}
