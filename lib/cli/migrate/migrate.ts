import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  gravestOfMigration,
  leftJobs,
  type MigrationReport,
  renderMigrationAnnotations,
  renderMigrationHtml,
  renderMigrationJson,
  renderMigrationMarkdown,
  renderMigrationSarif,
  renderMigrationText,
} from "../../report/migration/index.js";
import { type Migration, migrateWorkflows } from "../../trust/migration.js";
import type { MigrateOptions } from "../commands/migrate.js";
import { failure, usageError } from "../errors.js";
import { EXIT } from "../exit-codes.js";
import { fails, writeInFormat } from "../options/output.js";
import { packageVersion } from "../private/package.js";
import { identityOf } from "../workflows/identity.js";
import { readTexts } from "../workflows/tree.js";
import { constructsCode } from "./code.js";
import { otherFiles } from "./other-files.js";
import { stepsOf } from "./steps.js";

/**
 * Finds the jobs of a folder that use a long-lived key, and says what takes its place; changes the files where asked to.
 *
 * @returns the exit code
 */
export async function migrate(folder: string, options: MigrateOptions): Promise<number> {
  for (const name of ["organization", "account"] as const) {
    const slug = options[name];
    if (slug !== undefined && !/^[A-Za-z0-9][\w.-]*$/.test(slug)) {
      throw usageError(
        `--${name} is no slug: ${JSON.stringify(slug)}`,
        "give it as Cloudsmith shows it in its addresses",
      );
    }
  }
  const { repository, assumed } = identityOf(folder, options);
  const files = readTexts(folder);
  const migration = migrateWorkflows({
    files: files.texts,
    others: otherFiles(folder),
    repository: { ...repository, variables: options.var },
    ...(options.organization === undefined ? {} : { organization: options.organization }),
    ...(options.account === undefined ? {} : { account: options.account }),
  });
  const code =
    migration.pipelines.length === 0
      ? ""
      : constructsCode({
          ...repository,
          organization: migration.organization,
          pipelines: migration.pipelines,
          ...(options.account === undefined ? {} : { account: options.account }),
        });
  const written = writeFiles(folder, migration, code, options);
  const problems = [...files.problems, ...migration.problems];
  const report: MigrationReport = {
    migration,
    repository: repository.repository,
    files: files.texts.length,
    problems,
    code,
    steps: stepsOf(migration, repository.repository, options),
    written,
    assumed,
  };
  const exitCode = exitCodeOf(report, options);
  // Set before printing: a reader that goes away ends us with it.
  process.exitCode = exitCode;
  await writeInFormat(
    {
      text: (paint) => renderMigrationText(report, paint),
      markdown: () => renderMigrationMarkdown(report),
      json: () => renderMigrationJson(report),
      sarif: () => renderMigrationSarif(report, { version: packageVersion() }),
      github: () => renderMigrationAnnotations(report),
      html: () => renderMigrationHtml(report),
    },
    options,
    { keepsLines: true },
  );
  return exitCode;
}

function exitCodeOf(report: MigrationReport, options: MigrateOptions): number {
  if (report.problems.length > 0 || leftJobs(report).length > 0) {
    return EXIT.error;
  }
  return fails(options, gravestOfMigration(report)) ? EXIT.finding : EXIT.ok;
}

/** @returns the paths of the workflow files that were changed */
function writeFiles(
  folder: string,
  { changes }: Migration,
  code: string,
  { code: codeFile, patch, write: inPlace }: MigrateOptions,
): readonly string[] {
  if (codeFile !== undefined && code !== "") {
    write(codeFile, code, "--code", "wx");
  }
  if (patch !== undefined) {
    write(patch, changes.map(({ diff }) => diff).join(""), "--patch");
  }
  if (inPlace !== true) {
    return [];
  }
  for (const { path, after } of changes) {
    write(join(folder, path), after, "--write");
  }
  return changes.map(({ path }) => path);
}

function write(file: string, text: string, option: string, flag: "w" | "wx" = "w"): void {
  try {
    writeFileSync(file, text, { flag });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === "EEXIST" ? "it is there already" : (code ?? String(error));
    throw failure(`cannot write ${file}: ${reason}`, `check the path, or leave out ${option}`);
  }
}
