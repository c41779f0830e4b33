import type { Severity } from "../../trust/index.js";
import { terminalSafe } from "../escape/terminal.js";
import { type FileLocation, pathInside } from "../location.js";

export type AnnotationLevel = "error" | "warning" | "notice";

/** One line in the log of a GitHub job that GitHub shows beside the code, or on the run's page. */
export interface Annotation {
  readonly level: AnnotationLevel;
  readonly title: string;
  readonly message: string;
  /** @default - shown on the run's page alone */
  readonly location?: FileLocation;
}

export const ANNOTATION_LEVELS: { readonly [severity in Severity]: AnnotationLevel } = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "notice",
};

/**
 * Annotations as the workflow commands of GitHub's runner, one line each. GitHub shows the first ten of each level a step,
 * so the gravest come first.
 *
 * Source: the runner's ActionCommand and `@actions/core`'s command, for what is escaped in properties and in messages.
 */
export function renderAnnotations(annotations: readonly Annotation[]): string {
  return annotations.map((annotation) => `${line(annotation)}\n`).join("");
}

function line({ level, title, message, location }: Annotation): string {
  const properties = [...placed(location), `title=${property(title)}`];
  return `::${level} ${properties.join(",")}::${data(message)}`;
}

function placed(location: FileLocation | undefined): readonly string[] {
  const path = location === undefined ? undefined : pathInside(location.file);
  if (location === undefined || path === undefined) {
    return [];
  }
  const { line: at, column } = location;
  return [
    `file=${property(path)}`,
    ...(at === undefined ? [] : [`line=${at}`, ...(column === undefined ? [] : [`col=${column}`])]),
  ];
}

/** Nothing in it ends the line, and the runner gives it back as it was. */
function data(text: string): string {
  return terminalSafe(text).replaceAll("%", "%25");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
