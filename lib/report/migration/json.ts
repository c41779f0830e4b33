import { OTHER_USE_ADVICE } from "../../trust/migration.js";
import { jsonText } from "../escape/json.js";
import type { MigrationReport } from "./report.js";
import { shownDiff } from "./words.js";

/** The report as one JSON document, in the shape of {@link MIGRATION_SCHEMA}. */
export function renderMigrationJson(report: MigrationReport): string {
  const { migration, repository, files, problems, code, steps, written, assumed } = report;
  return `${jsonText({
    version: 1,
    repository,
    ...(migration.organization === undefined ? {} : { organization: migration.organization }),
    files,
    complete: problems.length === 0 && migration.jobs.every(({ outcome }) => outcome === "changed"),
    jobs: migration.jobs.map(
      ({ path, job, line, outcome, reason, at, notes, secrets, publishes, from, repositories, environment }) => ({
        file: path,
        line,
        job,
        outcome,
        ...(reason === undefined ? {} : { reason }),
        ...(at === undefined ? {} : { at }),
        notes,
        secrets,
        publishes,
        ...(environment === undefined ? {} : { environment }),
        from,
        repositories: repositories.map(({ path: file, ...used }) => ({ file, ...used })),
      }),
    ),
    code,
    changes: migration.changes.map((change) => {
      const diff = shownDiff(change);
      return { file: change.path, written: written.includes(change.path), ...(diff === undefined ? {} : { diff }) };
    }),
    steps,
    secrets: migration.secrets,
    otherUses: migration.otherUses.map(({ path, line, kind, secret }) => ({
      file: path,
      line,
      kind,
      ...(secret === undefined ? {} : { secret }),
      advice: OTHER_USE_ADVICE[kind],
    })),
    problems,
    assumed,
  })}\n`;
}
