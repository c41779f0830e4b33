import { type ReachReport, renderReachJson, renderReachMarkdown, renderReachText } from "../../report/index.js";
import { PLAIN } from "../../report/paint.js";
import type { ReachOptions } from "../commands/reach.js";
import { EXIT } from "../exit-codes.js";
import { writeReport } from "../options/output.js";
import { readTrust } from "../options/readers.js";
import { namesOf } from "../private/names.js";
import { paintFor } from "../private/terminal.js";
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
  await writeReport(render(report, options), options);
  return exitCode;
}

function render(report: ReachReport, { format, output }: ReachOptions): string {
  switch (format) {
    case "json":
      return renderReachJson(report);
    case "markdown":
      return renderReachMarkdown(report);
    case "text":
      return renderReachText(report, output === undefined ? paintFor(process.stdout) : PLAIN);
  }
}
