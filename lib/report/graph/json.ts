import { jsonText } from "../escape/json.js";
import { graphDocument } from "./document.js";
import type { GraphReport } from "./report.js";

/** The graph as one JSON document, in the shape of {@link GRAPH_SCHEMA}. */
export function renderGraphJson(report: GraphReport): string {
  return `${jsonText(graphDocument(report))}\n`;
}
