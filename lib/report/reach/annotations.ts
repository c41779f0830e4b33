import { ANNOTATION_LEVELS, type Annotation, renderAnnotations } from "../annotations/render.js";
import { type Locate, whereWords } from "../location.js";
import { plainWords } from "../phrase.js";
import { reachFindings } from "./findings.js";
import type { ReachReport } from "./report.js";
import { sectionsOf } from "./sections.js";
import { foundWords } from "./words.js";

/** What is reached as annotations beside the lines that give it, greatest first; then what could not be told, and the scope. */
export function renderReachAnnotations(report: ReachReport, locate?: Locate): string {
  const { headline, scope, undecided, notLookedAt } = sectionsOf(report);
  const found = reachFindings(report, locate);
  return renderAnnotations([
    ...found.map(
      ({ rule, severity, message, location, ...about }): Annotation => ({
        // it is what there is, and no fault
        level: ANNOTATION_LEVELS[severity] === "error" ? "warning" : "notice",
        title: rule,
        message: `${whereWords(about)}: ${message}`,
        ...(location === undefined ? {} : { location }),
      }),
    ),
    ...undecided.map(
      (one): Annotation => ({ level: "warning", title: "could not tell all of it", message: plainWords(one) }),
    ),
    {
      level: "notice",
      title: "cloudsmith-trust reach",
      message: `${plainWords(headline)}: ${foundWords(report.reach, found.length)}. ${plainWords(scope)}. Not looked at: ${notLookedAt}`,
    },
  ]);
}
