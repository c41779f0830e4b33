import type { Origin } from "../../trust/index.js";
import type { ReviewReport } from "./report.js";

/** By which {@link ReviewReport.places} finds an element. */
export function placeKey({ where, at }: Origin): string {
  return `${where}\n${at}`;
}

/**
 * Where something was read, for a person: `setting app-main (/settings/0)`, the address of a resource, or the file. What
 * the change itself does not declare is of another file, which is said.
 */
export function placeWords(origin: Origin, { places, context }: Pick<ReviewReport, "places" | "context">): string {
  const { where, at } = origin;
  const named = places?.get(placeKey(origin));
  const place = at === "" ? where : named === undefined ? at : `${named} (${at})`;
  return at !== "" && where === context?.where ? `${place} of ${where}` : place;
}

/** Where a finding is, for a person. */
export function findingPlace(
  { where, origin }: ReviewReport["review"]["newFindings"][number],
  { places }: Pick<ReviewReport, "places">,
): string {
  const named = places?.get(placeKey(origin));
  return named === undefined ? where : `${named} (${where})`;
}
