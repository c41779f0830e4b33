import { renderReachHtml, renderReachJson, renderReachMarkdown, renderReachText } from "../../report/index.js";
import type { ReachOptions } from "../commands/reach.js";
import { EXIT } from "../exit-codes.js";
import { writeInFormat } from "../options/output.js";
import { readTrust } from "../options/readers.js";
import { namesOf } from "../private/names.js";
import { questionOf } from "./question.js";

/**
 * Answers who reaches a repository, or what an account or a job reaches.
 *
 * @returns the exit code
 */
export async function reach(options: ReachOptions): Promise<number> {
  const question = questionOf(options);
  const { model, where } = await readTrust(options);
  const names = namesOf(model);
  const { reach: answer, asked } = question(model, names);
  const exitCode = answer.undecided.length === 0 ? EXIT.ok : EXIT.error;
  // Set before printing: a reader that goes away ends us with it.
  process.exitCode = exitCode;
  const report = { reach: answer, asked, organization: model.organization, trust: where, names };
  await writeInFormat(
    {
      text: (paint) => renderReachText(report, paint),
      markdown: () => renderReachMarkdown(report),
      json: () => renderReachJson(report),
      html: () => renderReachHtml(report),
    },
    options,
  );
  return exitCode;
}
