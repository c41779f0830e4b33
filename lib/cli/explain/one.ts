import {
  renderExplanationAnnotations,
  renderExplanationHtml,
  renderExplanationJson,
  renderExplanationMarkdown,
  renderExplanationSarif,
  renderExplanationText,
} from "../../report/index.js";
import type { ExplainOptions } from "../commands/explain.js";
import { EXIT } from "../exit-codes.js";
import { fails, writeInFormat } from "../options/output.js";
import { locationsOf } from "../private/locations.js";
import { packageVersion } from "../private/package.js";
import { explain } from "./explain.js";

/**
 * Explains one token, its claims or one job.
 *
 * @returns the exit code
 */
export async function explainOne(options: ExplainOptions): Promise<number> {
  const { explanation, read } = await explain(options);
  const exitCode = exitCodeOf(explanation.result.verdict, options);
  // Set before printing: a reader that goes away ends us with it.
  process.exitCode = exitCode;
  const { of: locate, fallback } = locationsOf(read);
  await writeInFormat(
    {
      text: (paint) => renderExplanationText(explanation, paint),
      markdown: () => renderExplanationMarkdown(explanation),
      json: () => renderExplanationJson(explanation),
      sarif: () =>
        renderExplanationSarif(explanation, { version: packageVersion(), locate, ...(fallback && { fallback }) }),
      github: () => renderExplanationAnnotations(explanation, locate),
      html: () => renderExplanationHtml(explanation),
    },
    options,
  );
  return exitCode;
}

function exitCodeOf(verdict: "admitted" | "refused" | "unknown", options: ExplainOptions): number {
  switch (verdict) {
    case "admitted":
      return EXIT.ok;
    case "refused":
      return fails(options, "high") ? EXIT.finding : EXIT.ok;
    case "unknown":
      return EXIT.error;
  }
}
