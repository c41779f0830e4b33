/** The findings that a drawing marks, for code scanning and for annotations. */
import { SEVERITIES, type Severity, type TrustFinding } from "../../trust/index.js";
import { ANNOTATION_LEVELS, type Annotation, renderAnnotations } from "../annotations/render.js";
import { type FileLocation, type Locate, type LocatedFinding, whereWords } from "../location.js";
import { nameOf } from "../names.js";
import { plainWords } from "../phrase.js";
import { unknownWords } from "../reach/words.js";
import { renderSarif } from "../sarif/render.js";
import { type GraphReport, NOT_DRAWN } from "./report.js";
import { number, sizeWords } from "./words.js";

/** What is marked, gravest first, each about the first node that bears it. */
export function graphFindings(
  { graph, names }: GraphReport,
  locate: Locate = () => undefined,
): readonly LocatedFinding[] {
  const about = new Map<TrustFinding, string>();
  for (const { kind, name, findings } of graph.nodes) {
    for (const finding of findings) {
      about.set(finding, about.get(finding) ?? `${kind} ${nameOf(name, names)}`);
    }
  }
  return graph.findings.map((found) => {
    const { origin, ...finding } = found;
    const [subject, location] = [about.get(found), locate(origin)];
    return {
      ...finding,
      ...(subject === undefined ? {} : { subject }),
      ...(location === undefined ? {} : { location }),
    };
  });
}

/** The gravest that is marked. */
export function gravestOfGraph({ graph }: GraphReport): Severity | undefined {
  return SEVERITIES.findLast((severity) => graph.findings.some((finding) => finding.severity === severity));
}

export interface GraphSarifOptions {
  /** Of this package. */
  readonly version: string;
  readonly locate?: Locate;
  /** See {@link SarifReport.fallback}. */
  readonly fallback?: FileLocation;
}

/** What is marked as SARIF. */
export function renderGraphSarif(report: GraphReport, { version, locate, fallback }: GraphSarifOptions): string {
  const { graph, accepted, around } = report;
  const asked = [around.account, around.repository].filter((each) => each !== undefined);
  return renderSarif({
    command: "graph",
    ...(asked.length === 0 ? {} : { asked: asked.join(" ") }),
    version,
    results: graphFindings(report, locate),
    notes: [
      headOf(report),
      ...(accepted === 0 ? [] : [`${number(accepted, ["finding", "findings"])} accepted: check tells them`]),
      ...undecidedOf(report).map((words) => `could not tell: ${words}`),
      `not drawn: ${NOT_DRAWN.join("; ")}`,
    ],
    complete: graph.undecided.length === 0,
    ...(fallback === undefined ? {} : { fallback }),
  });
}

/** What is marked as annotations, gravest first; then what could not be read, and what there is. */
export function renderGraphAnnotations(report: GraphReport, locate?: Locate): string {
  return renderAnnotations([
    ...graphFindings(report, locate).map(
      ({ rule, severity, message, remedy, location, ...about }): Annotation => ({
        level: ANNOTATION_LEVELS[severity],
        title: `${severity} ${rule}`,
        message: `${whereWords(about)}: ${message}. Remedy: ${remedy}`,
        ...(location === undefined ? {} : { location }),
      }),
    ),
    ...undecidedOf(report).map((message): Annotation => ({ level: "warning", title: "could not tell", message })),
    {
      level: "notice",
      title: "cloudsmith-trust graph",
      message: `${headOf(report)}. Not drawn: ${NOT_DRAWN.join("; ")}`,
    },
  ]);
}

function headOf({ graph }: GraphReport): string {
  return `${graph.organization}: ${sizeWords(graph)}`;
}

function undecidedOf({ graph, names }: GraphReport): readonly string[] {
  return graph.undecided.map((unknown) => plainWords(unknownWords(unknown, names)));
}
