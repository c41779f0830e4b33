import { type Annotation, renderAnnotations } from "../annotations/render.js";
import { REFUSED } from "../explanation/sarif.js";
import type { FileLocation, LocatedFinding } from "../location.js";
import { renderSarif } from "../sarif/render.js";
import { type BatchReport, batchHeadline, lineWords } from "./report.js";

/** Refused tokens as SARIF, each at its line of the batch. */
export function renderBatchSarif(
  report: BatchReport,
  { version, fallback }: { readonly version: string; readonly fallback?: FileLocation },
): string {
  return renderSarif({
    command: "explain",
    asked: report.batch,
    version,
    results: refused(report),
    notes: [
      batchHeadline(report),
      ...report.unanswered.map(({ line, message }) => `could not tell: line ${line}: ${message}`),
    ],
    complete: report.unanswered.length === 0,
    ...(fallback === undefined ? {} : { fallback }),
  });
}

/** Refused tokens as annotations, each at its line of the batch; then what could not be told, and the count. */
export function renderBatchAnnotations(report: BatchReport): string {
  return renderAnnotations([
    ...refused(report).map(
      ({ rule, where, message, location }): Annotation => ({
        level: "error",
        title: rule,
        message: `${where}: ${message}`,
        ...(location === undefined ? {} : { location }),
      }),
    ),
    ...report.unanswered.map(
      ({ line, message }): Annotation => ({
        level: "warning",
        title: "could not tell",
        message: `line ${line}: ${message}`,
        ...placed(report, line),
      }),
    ),
    { level: "notice", title: "cloudsmith-trust explain", message: `${report.batch}: ${batchHeadline(report)}` },
  ]);
}

function refused(report: BatchReport): readonly LocatedFinding[] {
  return report.answers
    .filter(({ admitted }) => !admitted)
    .map(({ account, reason = "", ...line }) => ({
      ...REFUSED,
      where: lineWords(line),
      message: `refused as ${account}: ${reason}`,
      remedy: "explain its claims alone, with --claims, for each step and what would let it in",
      ...placed(report, line.line),
    }));
}

function placed({ location }: BatchReport, line: number): { readonly location?: FileLocation } {
  return location === undefined ? {} : { location: { ...location, line } };
}
