import {
  type GraphReport,
  gravestOfGraph,
  renderGraphAnnotations,
  renderGraphJson,
  renderGraphMarkdown,
  renderGraphMermaid,
  renderGraphSarif,
  renderGraphText,
} from "../../report/index.js";
import { graphAround, graphOf, judgeTrust } from "../../trust/index.js";
import type { GraphOptions } from "../commands/graph.js";
import { EXIT } from "../exit-codes.js";
import { fails, writeInFormat } from "../options/output.js";
import { readTrust } from "../options/readers.js";
import { locationsOf } from "../private/locations.js";
import { namesOf } from "../private/names.js";
import { packageVersion } from "../private/package.js";

/**
 * Draws the graph of trust, or the part around an account or a repository.
 *
 * @returns the exit code
 */
export async function graph(options: GraphOptions): Promise<number> {
  const { account, to: repository } = options;
  const read = await readTrust(options);
  const { model, where, exceptions = [] } = read;
  const { open, acceptances } = judgeTrust(model, { exceptions, now: new Date() });
  const around = { ...(account === undefined ? {} : { account }), ...(repository === undefined ? {} : { repository }) };
  const drawn = graphAround(graphOf(model, open), model, around);
  const accepted = acceptances.reduce((sum, { findings }) => sum + findings.length, 0);
  const report: GraphReport = { graph: drawn, trust: where, names: namesOf(model), around, accepted };
  const exitCode = exitCodeOf(report, options);
  // Set before printing: a reader that goes away ends us with it.
  process.exitCode = exitCode;
  const { of: locate, fallback } = locationsOf(read);
  await writeInFormat(
    {
      mermaid: () => renderGraphMermaid(report),
      text: (paint) => renderGraphText(report, paint),
      markdown: () => renderGraphMarkdown(report),
      // the page holds a script that no other command needs
      html: async () => (await import("../../report/graph/html.js")).renderGraphHtml(report),
      json: () => renderGraphJson(report),
      sarif: () => renderGraphSarif(report, { version: packageVersion(), locate, ...(fallback && { fallback }) }),
      github: () => renderGraphAnnotations(report, locate),
    },
    options,
  );
  return exitCode;
}

function exitCodeOf(report: GraphReport, options: GraphOptions): number {
  if (report.graph.undecided.length > 0) {
    return EXIT.error;
  }
  return fails(options, gravestOfGraph(report)) ? EXIT.finding : EXIT.ok;
}
