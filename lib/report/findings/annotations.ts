import { ANNOTATION_LEVELS, type Annotation, renderAnnotations } from "../annotations/render.js";
import { whereWords } from "../location.js";
import type { FindingsReport } from "./report.js";
import { acceptanceWords, breakGlassWords, countsOf, undecidedWords, verdictOf } from "./words.js";

/** Findings as annotations, gravest first; then what ends soon, what could not be told, and the verdict. */
export function renderFindingsAnnotations(report: FindingsReport): string {
  const { findings, acceptances, breakGlass, undecided, names } = report;
  const counts = countsOf(report);
  return renderAnnotations([
    ...breakGlass.map((use) => warning("break-glass", breakGlassWords(use))),
    ...findings.map(
      ({ rule, severity, message, remedy, location, ...about }): Annotation => ({
        level: ANNOTATION_LEVELS[severity],
        title: `${severity} ${rule}`,
        message: `${whereWords(about)}: ${message}. Remedy: ${remedy}`,
        ...(location === undefined ? {} : { location }),
      }),
    ),
    ...undecided.map((each) => warning("could not tell", undecidedWords(each, names))),
    ...acceptances
      .filter(({ status }) => status !== "holds")
      .map((each) => warning(`accepted ${each.rule}`, `${each.path}: ${acceptanceWords(each)}: ${each.reason}`)),
    {
      level: "notice",
      title: "cloudsmith-trust",
      message: `${report.organization}: ${verdictOf(report)}${counts === "" ? "" : ` (${counts})`}`,
    },
  ]);
}

function warning(title: string, message: string): Annotation {
  return { level: "warning", title, message };
}
