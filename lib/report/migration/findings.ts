import { compareSeverities, type Severity } from "../../trust/index.js";
import { type KeyJob, OTHER_USE_ADVICE, type OtherUse } from "../../trust/migration.js";
import { ANNOTATION_LEVELS, type Annotation, renderAnnotations } from "../annotations/render.js";
import type { LocatedFinding } from "../location.js";
import { renderSarif } from "../sarif/render.js";
import type { MigrationReport } from "./report.js";
import { migrationCounts, migrationHeadline, OTHER_USE_WORDS } from "./words.js";

/** Every use of a long-lived credential as a finding at its line, gravest first. */
export function migrationFindings({ migration }: MigrationReport): readonly LocatedFinding[] {
  return [...migration.jobs.map(ofJob), ...migration.otherUses.map(ofOtherUse)].toSorted((a, b) =>
    compareSeverities(b.severity, a.severity),
  );
}

/** The gravest of them. */
export function gravestOfMigration(report: MigrationReport): Severity | undefined {
  return migrationFindings(report)[0]?.severity;
}

const WHY = "Whoever gets hold of a key that is kept gets in, from anywhere and at any time";

function ofJob({ path, job, line, outcome, reason, at, secrets }: KeyJob): LocatedFinding {
  const left = outcome === "left" ? `; it is left as it is: ${reason ?? ""}` : "";
  return {
    rule: "job-uses-long-lived-key",
    severity: "medium",
    where: `job ${job} of ${path}`,
    message: `it signs in by a long-lived key (${secrets.map((name) => `secrets.${name}`).join(", ")})${left}`,
    why: WHY,
    remedy: outcome === "changed" ? "let cloudsmith-trust migrate --write change it" : "change it by hand",
    location: { file: path, line: at ?? line },
  };
}

function ofOtherUse({ path, line, kind, secret }: OtherUse): LocatedFinding {
  return {
    rule: kind === "key-in-file" ? "key-in-file" : "other-use-of-credentials",
    severity: kind === "key-in-file" ? "critical" : "medium",
    where: `${path}:${line}`,
    message: `${OTHER_USE_WORDS[kind]}${secret === undefined ? "" : ` (secrets.${secret})`}`,
    why: WHY,
    remedy: OTHER_USE_ADVICE[kind],
    location: { file: path, line },
  };
}

/** The uses as SARIF, each at its line. */
export function renderMigrationSarif(report: MigrationReport, options: { readonly version: string }): string {
  const { problems, migration, assumed } = report;
  return renderSarif({
    command: "migrate",
    version: options.version,
    results: migrationFindings(report),
    notes: [...problems.map(({ message }) => message), ...assumed],
    complete: problems.length === 0 && migration.jobs.every(({ outcome }) => outcome === "changed"),
  });
}

/** The uses as annotations, gravest first, and what could not be read. */
export function renderMigrationAnnotations(report: MigrationReport): string {
  return renderAnnotations([
    ...migrationFindings(report).map(
      ({ rule, severity, where, message, remedy, location }): Annotation => ({
        level: ANNOTATION_LEVELS[severity],
        title: `${severity} ${rule}`,
        message: `${where}: ${message}. Remedy: ${remedy}`,
        ...(location === undefined ? {} : { location }),
      }),
    ),
    ...report.problems.map(
      ({ path, line, message }): Annotation => ({
        level: "error",
        title: "could not read",
        message,
        location: { file: path, line },
      }),
    ),
    {
      level: "notice",
      title: "cloudsmith-trust migrate",
      message: `${report.repository}: ${migrationHeadline(report)} (${migrationCounts(report)})`,
    },
  ]);
}
