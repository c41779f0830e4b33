/** What an adoption leaves to be judged or to be done, at the lines of the app that it wrote. */
import { ANNOTATION_LEVELS, type Annotation, renderAnnotations } from "../annotations/render.js";
import { type FileLocation, type LocatedFinding, whereWords } from "../location.js";
import { plainWords } from "../phrase.js";
import { renderSarif } from "../sarif/render.js";
import { type AcceptedAsFound, type AdoptionReport, isComplete, type LeftOut } from "./report.js";
import { countsOf, sectionsOf } from "./sections.js";

/** The place in the repository of a file of the app; undefined where it is in none. */
export type LocateAdopted = (file: string, line?: number) => FileLocation | undefined;

/** The file that lists whatever the app does not declare. */
const LIST = "README.md";

/** Open trust gravest first, then what was left out. */
export function adoptionFindings(
  { accepted, leftOut }: Pick<AdoptionReport, "accepted" | "leftOut">,
  locate: LocateAdopted = () => undefined,
): readonly LocatedFinding[] {
  return [...accepted.map((each) => ofAccepted(each, locate)), ...leftOut.map((each) => ofLeftOut(each, locate))];
}

function ofAccepted(
  { rule, severity, what, name, message, file, line, until }: AcceptedAsFound,
  locate: LocateAdopted,
): LocatedFinding {
  return {
    rule,
    severity,
    subject: `${what} ${name}`,
    where: file,
    message: `${message}; accepted as it was found`,
    why: "It was open before it was adopted, and nobody has judged it yet",
    remedy: `close it, or say why it may stay; from the day after ${until} it stops cdktf synth`,
    ...located(locate(file, line)),
  };
}

function ofLeftOut({ what, name, reason }: LeftOut, locate: LocateAdopted): LocatedFinding {
  return {
    rule: "adopt-left-out",
    severity: "medium",
    where: `${what} ${name}`,
    message: `left out: ${reason}`,
    why: "It is live and not in the app: Terraform will neither change nor see it",
    remedy: "change it until it can be declared, or take it away",
    ...located(locate(LIST)),
  };
}

function located(location: FileLocation | undefined): { readonly location?: FileLocation } {
  return location === undefined ? {} : { location };
}

export interface AdoptionSarifOptions {
  /** Of this package. */
  readonly version: string;
  readonly locate?: LocateAdopted;
  /** See {@link SarifReport.fallback}. */
  readonly fallback?: FileLocation;
}

/** An adoption as SARIF: open trust where the code accepts it, and what was left out. */
export function renderAdoptionSarif(
  report: AdoptionReport,
  { version, locate, fallback }: AdoptionSarifOptions,
): string {
  return renderSarif({
    command: "adopt",
    version,
    results: adoptionFindings(report, locate),
    notes: [`${report.organization}: ${countsOf(report)}`, ...notesOf(report)],
    complete: isComplete(report),
    ...(fallback === undefined ? {} : { fallback }),
  });
}

/** An adoption as annotations of GitHub: what is to be judged, then what the app does not hold, and what it does. */
export function renderAdoptionAnnotations(report: AdoptionReport, locate?: LocateAdopted): string {
  return renderAnnotations([
    ...adoptionFindings(report, locate).map(
      ({ rule, severity, message, remedy, location, ...about }): Annotation => ({
        level: ANNOTATION_LEVELS[severity],
        title: `${severity} ${rule}`,
        message: `${whereWords(about)}: ${message}. Remedy: ${remedy}`,
        ...(location === undefined ? {} : { location }),
      }),
    ),
    ...report.notRead.map(
      ({ what, reason }): Annotation => ({ level: "warning", title: "not read", message: `${what}: ${reason}` }),
    ),
    { level: "notice", title: "cloudsmith-trust adopt", message: `${report.organization}: ${countsOf(report)}` },
  ]);
}

/** What is said beside the findings, a sentence each. */
function notesOf(report: AdoptionReport): readonly string[] {
  return sectionsOf({ ...report, accepted: [], leftOut: [] }).flatMap(({ title, rows }) =>
    rows.map((row) => `${title}: ${plainWords(row)}`),
  );
}
