import { type AccessChange, type Gain, notReviewed } from "../../trust/index.js";
import { jsonText } from "../escape/json.js";
import { gravest, type ReviewReport } from "./report.js";

/** The review as one JSON document, in the shape of {@link REVIEW_SCHEMA}. */
export function renderReviewJson({ review, before, after, names, context }: ReviewReport): string {
  const { direction, weakened, gained, lost, newFindings, undecided, scope } = review;
  const changeValue = (change: AccessChange) => changeOf(change, names);
  return `${jsonText({
    version: 1,
    direction,
    complete: undecided.length === 0,
    severity: gravest(review) ?? null,
    organization: scope.organization,
    before: { where: before, ...scope.before },
    after: { where: after, ...scope.after },
    ...(context === undefined
      ? {}
      : {
          context: {
            ...context,
            unread: context.unread.map(({ about, name, field, reason }) => ({
              about,
              ...(name === undefined ? {} : { name }),
              ...(field === undefined ? {} : { field }),
              reason,
            })),
          },
        }),
    weakened,
    gained: gained.map((gain: Gain) => ({
      severity: gain.severity,
      because: gain.because,
      ...changeValue(gain),
    })),
    lost: lost.map(changeValue),
    newFindings: newFindings.map(({ rule, severity, where, message, why, remedy, link }) => ({
      rule,
      severity,
      where,
      message,
      why,
      remedy,
      ...(link === undefined ? {} : { link }),
    })),
    undecided,
    notReviewed: notReviewed(review),
  })}\n`;
}

export function changeOf(
  { by, subject, appeared, access, role, witness, certain, origins }: AccessChange,
  names: ReviewReport["names"],
): object {
  const name = subject.kind === "account" ? names.get(subject.account) : undefined;
  return {
    by,
    subject: { ...subject, ...(name === undefined ? {} : { name }) },
    appeared,
    certain,
    access: access.map(({ repository, before, after, paths }) => ({
      repository,
      before,
      after,
      by: [...new Set(paths.map((path) => (path.team === undefined ? path.by : `${path.by} ${path.team}`)))],
    })),
    ...(role === undefined
      ? {}
      : {
          role: {
            before: role.before ?? null,
            after: role.after ?? null,
            ...(role.team === undefined ? {} : { team: role.team }),
          },
        }),
    ...(witness === undefined ? {} : { witness }),
    origins,
  };
}
