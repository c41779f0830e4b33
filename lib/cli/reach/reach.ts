import {
  gravestOfReach,
  type ReachReport,
  renderReachAnnotations,
  renderReachHtml,
  renderReachJson,
  renderReachMarkdown,
  renderReachSarif,
  renderReachText,
} from "../../report/index.js";
import type { ReachOptions } from "../commands/reach.js";
import { EXIT } from "../exit-codes.js";
import { fails, writeInFormat } from "../options/output.js";
import { readTrust } from "../options/readers.js";
import { locationsOf } from "../private/locations.js";
import { namesOf } from "../private/names.js";
import { packageVersion } from "../private/package.js";
import { questionOf } from "./question.js";

/**
 * Answers who reaches a repository, or what an account or a job reaches.
 *
 * @returns the exit code
 */
export async function reach(options: ReachOptions): Promise<number> {
  const question = questionOf(options);
  const read = await readTrust(options);
  const { model, where } = read;
  const names = namesOf(model);
  const { reach: answer, asked } = question(model, names);
  const report: ReachReport = { reach: answer, asked, organization: model.organization, trust: where, names };
  const exitCode = exitCodeOf(report, options);
  // Set before printing: a reader that goes away ends us with it.
  process.exitCode = exitCode;
  const { of: locate, fallback } = locationsOf(read);
  await writeInFormat(
    {
      text: (paint) => renderReachText(report, paint),
      markdown: () => renderReachMarkdown(report),
      json: () => renderReachJson(report),
      sarif: () => renderReachSarif(report, { version: packageVersion(), locate, ...(fallback && { fallback }) }),
      github: () => renderReachAnnotations(report, locate),
      html: () => renderReachHtml(report),
    },
    options,
  );
  return exitCode;
}

function exitCodeOf(report: ReachReport, options: ReachOptions): number {
  if (report.reach.undecided.length > 0) {
    return EXIT.error;
  }
  return fails(options, gravestOfReach(report)) ? EXIT.finding : EXIT.ok;
}
