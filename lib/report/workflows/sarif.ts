import { ANNOTATION_LEVELS, type Annotation, renderAnnotations } from "../annotations/render.js";
import { renderSarif } from "../sarif/render.js";
import { headlineOf } from "./headline.js";
import { isComplete, resultsOf, type WorkflowsReport } from "./report.js";
import { loginWords, notFollowedWords, runReasons } from "./words.js";

/** Refused jobs and findings as SARIF, each at its line. */
export function renderWorkflowsSarif(report: WorkflowsReport, options: { readonly version: string }): string {
  return renderSarif({
    command: "workflows",
    version: options.version,
    results: resultsOf(report),
    notes: notesOf(report).map(({ title, message }) => `${title}: ${message}`),
    complete: isComplete(report),
  });
}

/** Refused jobs and findings as annotations, gravest first; then what could not be told, and the verdict. */
export function renderWorkflowsAnnotations(report: WorkflowsReport): string {
  const { words, counts } = headlineOf(report);
  return renderAnnotations([
    ...resultsOf(report).map(
      ({ rule, severity, where, message, remedy, location }): Annotation => ({
        level: ANNOTATION_LEVELS[severity],
        title: `${severity} ${rule}`,
        message: `${where}: ${message}. Remedy: ${remedy}`,
        ...(location === undefined ? {} : { location }),
      }),
    ),
    ...notesOf(report),
    { level: "notice", title: "cloudsmith-trust workflows", message: `${report.repository}: ${words} (${counts})` },
  ]);
}

function notesOf({ judgement, problems, names }: WorkflowsReport): readonly Annotation[] {
  const open = judgement.logins.filter(({ verdict }) => verdict === "unknown");
  return [
    ...problems.map(
      ({ path, line, message }): Annotation => ({
        level: "error",
        title: "could not read",
        message,
        location: { file: path, line },
      }),
    ),
    ...open.map((login): Annotation => {
      const start = login.starts.find(({ verdict }) => verdict === "unknown");
      const run = start?.runs.find(({ verdict }) => verdict === "unknown");
      const reasons = run === undefined ? [] : runReasons(run, names);
      return {
        level: "warning",
        title: "could not tell",
        message: `${loginWords(login)}: ${start?.words ?? ""}: ${reasons.join("; ")}`,
        location: { file: login.site.path, line: login.site.login.step.line },
      };
    }),
    ...judgement.notFollowed.map(
      (one): Annotation => ({
        level: "notice",
        title: "not followed",
        message: notFollowedWords(one),
        location: { file: one.path, line: one.line },
      }),
    ),
  ];
}
