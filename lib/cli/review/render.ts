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
import { packageVersion } from "../private/package.js";

/** The review in each of its formats. */
export function reviewRenderers(report: ReviewReport): Renderers<ReviewFormat> {
  return {
    text: (paint) => renderReviewText(report, paint),
    markdown: () => renderReviewMarkdown(report),
    json: () => renderReviewJson(report),
    sarif: () => renderReviewSarif(report, { version: packageVersion() }),
    github: () => renderReviewAnnotations(report),
    html: () => renderReviewHtml(report),
  };
}
