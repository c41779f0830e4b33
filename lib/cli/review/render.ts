import {
  type ReviewReport,
  renderReviewAnnotations,
  renderReviewHtml,
  renderReviewJson,
  renderReviewMarkdown,
  renderReviewSarif,
  renderReviewText,
} from "../../report/index.js";
import type { ReviewFormat } from "../commands/review.js";
import type { Renderers } from "../options/output.js";
import type { Locations } from "../private/locations.js";
import { packageVersion } from "../private/package.js";

/**
 * The review in each of its formats.
 *
 * @param locations in the files of the side after the change, which is the one that people can change
 */
export function reviewRenderers(report: ReviewReport, locations: Locations): Renderers<ReviewFormat> {
  const { of: locate, fallback } = locations;
  return {
    text: (paint) => renderReviewText(report, paint),
    markdown: () => renderReviewMarkdown(report),
    json: () => renderReviewJson(report),
    sarif: () => renderReviewSarif(report, { version: packageVersion(), locate, ...(fallback && { fallback }) }),
    github: () => renderReviewAnnotations(report, locate),
    html: () => renderReviewHtml(report),
  };
}
