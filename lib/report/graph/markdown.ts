import { markdownSafe } from "../escape/markdown.js";
import { renderGraphMermaid } from "./mermaid.js";
import { type GraphReport, NOT_DRAWN } from "./report.js";

/** The Mermaid flowchart as GitHub and GitLab show it, for a README, a comment or a step summary. */
export function renderGraphMarkdown(report: GraphReport): string {
  const { graph, trust, around } = report;
  const parts = [
    ...(around.account === undefined ? [] : [`account ${markdownSafe(around.account)}`]),
    ...(around.repository === undefined ? [] : [`repository ${markdownSafe(around.repository)}`]),
  ];
  const of = parts.length === 0 ? "" : ` around ${parts.join(" and ")}`;
  const blocks = [
    `## Trust of ${markdownSafe(graph.organization)}${of}`,
    // Mermaid's own text holds no backtick: what strangers wrote is in entities.
    `\`\`\`mermaid\n${renderGraphMermaid(report)}\`\`\``,
    ...(graph.undecided.length === 0 ? [] : ["**Not complete**: something could not be read."]),
    `<sub>Read from ${markdownSafe(trust)}. Not drawn: ${NOT_DRAWN.join("; ")}.</sub>`,
  ];
  return `${blocks.join("\n\n")}\n`;
}
