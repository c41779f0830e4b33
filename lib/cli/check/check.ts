import {
  type FindingsReport,
  gravestFinding,
  type LocatedFinding,
  renderFindingsAnnotations,
  renderFindingsHtml,
  renderFindingsJson,
  renderFindingsMarkdown,
  renderFindingsSarif,
  renderFindingsText,
} from "../../report/index.js";
import { type JudgeOptions, judgeTrust, type TrustFinding } from "../../trust/index.js";
import type { CheckOptions } from "../commands/check.js";
import { EXIT } from "../exit-codes.js";
import { parseMoment } from "../options/now.js";
import { fails, writeInFormat } from "../options/output.js";
import { type ReadTrust, readTrust } from "../options/readers.js";
import { type Locations, locationsOf } from "../private/locations.js";
import { namesOf } from "../private/names.js";
import { packageVersion } from "../private/package.js";
import { subjectsOf } from "../private/places.js";

/**
 * Applies the rules to some trust.
 *
 * @returns the exit code
 */
export async function check(options: CheckOptions): Promise<number> {
  const now = options.now === undefined ? new Date() : parseMoment(options.now, "--now");
  const read = await readTrust(options);
  const locations = locationsOf(read);
  const report = reportOf(read, locations, { now, ...(options.client && { client: options.client }) });
  const exitCode = exitCodeOf(report, options);
  // Set before printing: a reader that goes away ends us with it.
  process.exitCode = exitCode;
  const { fallback } = locations;
  await writeInFormat(
    {
      text: (paint) => renderFindingsText(report, paint),
      markdown: () => renderFindingsMarkdown(report),
      json: () => renderFindingsJson(report),
      sarif: () => renderFindingsSarif(report, { version: packageVersion(), ...(fallback && { fallback }) }),
      github: () => renderFindingsAnnotations(report),
      html: () => renderFindingsHtml(report),
    },
    options,
  );
  return exitCode;
}

function reportOf(
  { model, where, exceptions = [] }: ReadTrust,
  locations: Locations,
  options: Omit<JudgeOptions, "exceptions">,
): FindingsReport {
  const judged = judgeTrust(model, { ...options, exceptions });
  const subjects = subjectsOf(model);
  const located = ({ origin, ...finding }: TrustFinding): LocatedFinding => {
    const [subject, location] = [subjects(origin), locations.of(origin)];
    return {
      ...finding,
      ...(subject === undefined ? {} : { subject }),
      ...(location === undefined ? {} : { location }),
    };
  };
  return {
    organization: model.organization,
    trust: where,
    scope: {
      speaksFor: model.scope,
      settings: model.settings.length,
      accounts: model.accounts.length,
      privileges: model.grants.length,
      repositories: model.repositories.length,
    },
    findings: judged.open.map(located),
    acceptances: judged.acceptances.map(({ findings, ...acceptance }) => ({
      ...acceptance,
      findings: findings.map(located),
    })),
    breakGlass: judged.breakGlass,
    undecided: judged.undecided,
    notLooked: judged.notLooked,
    names: namesOf(model),
  };
}

function exitCodeOf(report: FindingsReport, options: CheckOptions): number {
  if (report.undecided.length > 0) {
    return EXIT.error;
  }
  return fails(options, gravestFinding(report)) ? EXIT.finding : EXIT.ok;
}
