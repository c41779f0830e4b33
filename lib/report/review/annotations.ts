import { ANNOTATION_LEVELS, type Annotation, renderAnnotations } from "../annotations/render.js";
import { contextWarnings } from "./context.js";
import { type Locate, reviewItems } from "./items.js";
import type { ReviewReport } from "./report.js";
import { counts, undecidedWords, verdictWords } from "./words.js";

/** The review as annotations of GitHub: what weakens the reviewer first, the verdict last. */
export function renderReviewAnnotations(report: ReviewReport, locate?: Locate): string {
  const { review, context, names } = report;
  return renderAnnotations([
    ...reviewItems(report, locate).map(
      ({ rule, severity, where, message, remedy, location }): Annotation => ({
        level: ANNOTATION_LEVELS[severity],
        title: `${severity} ${rule}`,
        message: `${where}: ${message}. Remedy: ${remedy}`,
        ...(location === undefined ? {} : { location }),
      }),
    ),
    ...review.undecided.map((each) => warning("could not tell", undecidedWords(each, names))),
    ...(context === undefined ? [] : contextWarnings(context, names).map((words) => warning("snapshot", words))),
    {
      level: "notice",
      title: "cloudsmith-trust",
      message: `${review.scope.organization}: ${verdictWords(review)} (${counts(review)})`,
    },
  ]);
}

function warning(title: string, message: string): Annotation {
  return { level: "warning", title, message };
}
