import { renderExplanationJson, renderExplanationText } from "../../report/index.js";
import { PLAIN } from "../../report/paint.js";
import type { ExplainOptions } from "../commands/explain.js";
import { EXIT } from "../exit-codes.js";
import { writeReport } from "../options/output.js";
import { paintFor } from "../private/terminal.js";
import { explain } from "./explain.js";

const EXIT_CODES = { admitted: EXIT.ok, refused: EXIT.finding, unknown: EXIT.error } as const;

/**
 * Explains one token, its claims or one job.
 *
 * @returns the exit code
 */
export async function explainOne(options: ExplainOptions): Promise<number> {
  const explanation = await explain(options);
  const exitCode = EXIT_CODES[explanation.result.verdict];
  // Set before printing: a reader that goes away ends us with it.
  process.exitCode = exitCode;
  const paint = options.output === undefined ? paintFor(process.stdout) : PLAIN;
  await writeReport(
    options.format === "json" ? renderExplanationJson(explanation) : renderExplanationText(explanation, paint),
    options,
  );
  return exitCode;
}
