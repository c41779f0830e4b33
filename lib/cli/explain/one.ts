import {
  renderExplanationAnnotations,
  renderExplanationHtml,
  renderExplanationJson,
  renderExplanationMarkdown,
  renderExplanationText,
} from "../../report/index.js";
import type { ExplainOptions } from "../commands/explain.js";
import { EXIT } from "../exit-codes.js";
import { writeInFormat } from "../options/output.js";
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
  await writeInFormat(
    {
      text: (paint) => renderExplanationText(explanation, paint),
      markdown: () => renderExplanationMarkdown(explanation),
      json: () => renderExplanationJson(explanation),
      github: () => renderExplanationAnnotations(explanation),
      html: () => renderExplanationHtml(explanation),
    },
    options,
  );
  return exitCode;
}
