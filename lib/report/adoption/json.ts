import { jsonText } from "../escape/json.js";
import { type AdoptionReport, isComplete } from "./report.js";

/** The adoption as one JSON document, in the shape of {@link ADOPTION_SCHEMA}. */
export function renderAdoptionJson(report: AdoptionReport): string {
  return `${jsonText({ version: 1, complete: isComplete(report), ...report })}\n`;
}
