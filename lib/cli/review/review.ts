import { gravest, type ReviewReport } from "../../report/index.js";
import { judgeTrust, reviewTrust, type TrustFinding, type TrustReview } from "../../trust/index.js";
import type { ReviewOptions } from "../commands/review.js";
import { EXIT } from "../exit-codes.js";
import { fails, writeInFormat } from "../options/output.js";
import type { ReadTrust } from "../options/readers.js";
import { type Locations, locationsOf } from "../private/locations.js";
import { namesOf } from "../private/names.js";
import { placesOf } from "../private/places.js";
import { readChangedFiles } from "./changed-files.js";
import { joinContext } from "./context.js";
import { publicationOf, publish } from "./publish.js";
import { reviewRenderers } from "./render.js";
import { readSides } from "./sides.js";

/**
 * Reviews a change of trust.
 *
 * @param environment what a runner of GitHub says
 * @returns the exit code
 */
export async function review(
  options: ReviewOptions,
  environment: { readonly [name: string]: string | undefined } = process.env,
): Promise<number> {
  const publication = publicationOf(options, environment);
  const { report, locations } = await makeReport(options);
  const exitCode = exitCodeOf(report.review, options);
  // Set before printing: a reader that goes away ends us with it.
  process.exitCode = exitCode;
  await writeInFormat(reviewRenderers(report, locations), options);
  return (await publish(report, publication, environment)) ? exitCode : EXIT.error;
}

async function makeReport(
  options: ReviewOptions,
): Promise<{ readonly report: ReviewReport; readonly locations: Locations }> {
  const now = new Date();
  const alone = await readSides(options);
  const { before, after, sameExpressions, guards, shared, context } =
    options.context === undefined
      ? { ...alone, context: undefined }
      : joinContext(alone, options.context, now.getTime());
  const review = reviewTrust(before.model, after.model, {
    findings: { before: findingsOf(before, now), after: findingsOf(after, now) },
    sameExpressions,
    ...(guards === undefined ? {} : { guards }),
    ...(options.deployer === undefined ? {} : { applied: { self: { account: options.deployer } } }),
    ...(shared === undefined ? {} : { shared }),
    ...(alone.existing === undefined ? {} : { existing: alone.existing }),
    ...(options.changedFiles === undefined ? {} : { changedFiles: readChangedFiles(options.changedFiles) }),
  });
  const names = new Map([...namesOf(before.model), ...namesOf(after.model)]);
  const report: ReviewReport = {
    review,
    before: before.where,
    after: after.where,
    names,
    places: new Map([...placesOf(before.model), ...placesOf(after.model)]),
    ...(context === undefined ? {} : { context }),
  };
  return { report, locations: locationsOf(alone.after) };
}

/** What is let through counts as well: whether it should be is for those who review. */
function findingsOf({ model, exceptions = [] }: ReadTrust, now: Date): readonly TrustFinding[] {
  const { open, acceptances } = judgeTrust(model, { exceptions, now });
  return [...new Set([...open, ...acceptances.flatMap(({ findings }) => findings)])];
}

function exitCodeOf(judged: TrustReview, options: ReviewOptions): number {
  if (judged.undecided.length > 0) {
    return EXIT.error;
  }
  return fails(options, gravest(judged)) ? EXIT.finding : EXIT.ok;
}
