import { type GraphReport, renderGraphJson, renderGraphMarkdown, renderGraphMermaid } from "../../report/index.js";
import { graphAround, graphOf, judgeTrust } from "../../trust/index.js";
import type { GraphOptions } from "../commands/graph.js";
import { EXIT } from "../exit-codes.js";
import { writeInFormat } from "../options/output.js";
import { readTrust } from "../options/readers.js";
import { namesOf } from "../private/names.js";

/**
 * Draws the graph of trust, or the part around an account or a repository.
 *
 * @returns the exit code
 */
export async function graph(options: GraphOptions): Promise<number> {
  const { account, to: repository } = options;
  const { model, where, exceptions = [] } = await readTrust(options);
  const { open, acceptances } = judgeTrust(model, { exceptions, now: new Date() });
  const around = { ...(account === undefined ? {} : { account }), ...(repository === undefined ? {} : { repository }) };
  const drawn = graphAround(graphOf(model, open), model, around);
  const exitCode = drawn.undecided.length === 0 ? EXIT.ok : EXIT.error;
  // Set before printing: a reader that goes away ends us with it.
  process.exitCode = exitCode;
  const accepted = acceptances.reduce((sum, { findings }) => sum + findings.length, 0);
  const report: GraphReport = { graph: drawn, trust: where, names: namesOf(model), around, accepted };
  await writeInFormat(
    {
      mermaid: () => renderGraphMermaid(report),
      markdown: () => renderGraphMarkdown(report),
      // the page holds a script that no other command needs
      html: async () => (await import("../../report/graph/html.js")).renderGraphHtml(report),
      json: () => renderGraphJson(report),
    },
    options,
  );
  return exitCode;
}
