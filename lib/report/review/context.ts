/** The words for a snapshot that a review was joined with. */
import { type Names, nameOf } from "../names.js";
import type { ReviewContext } from "./report.js";

const DAY_SECONDS = 24 * 60 * 60;
/** Drift runs daily or weekly; what is older than that is from a run that fails. */
const OLD_DAYS = 8;
/** Clocks of runners differ by less. */
const CLOCKS_SECONDS = 5 * 60;
const SHOWN_UNREAD = 3;

/** `joined with a snapshot of 2026-11-25 06:00 UTC, less than a day old (snapshot.json, by cloudsmith-trust drift 0.1.0)` */
export function contextWords({ where, takenAt, by, ageSeconds }: ReviewContext): string {
  // as days, so that a comment that says nothing new stays as it is
  const days = Math.floor(ageSeconds / DAY_SECONDS);
  const age = days < 1 ? "less than a day old" : days === 1 ? "a day old" : `${days} days old`;
  return `joined with a snapshot of ${momentWords(takenAt)}, ${ageSeconds < -CLOCKS_SECONDS ? "a moment still to come" : age} (${where}, by ${by})`;
}

/** What a reader should know before trusting it, a sentence each. */
export function contextWarnings({ ageSeconds, unread }: ReviewContext, names: Names): readonly string[] {
  const shown = unread
    .slice(0, SHOWN_UNREAD)
    .map(({ about, name }) => (name === undefined ? about : `${about} of ${nameOf(name, names)}`));
  const hidden = unread.length - shown.length;
  return [
    ...(ageSeconds >= OLD_DAYS * DAY_SECONDS
      ? ["The snapshot is old: what changed elsewhere since is not seen. Look why drift no longer publishes it."]
      : []),
    ...(ageSeconds < -CLOCKS_SECONDS ? ["The snapshot is of a moment still to come: check the clocks."] : []),
    ...(unread.length === 0
      ? []
      : [
          `The snapshot is partial. Not read: ${[...new Set(shown), ...(hidden > 0 ? [`${hidden} more`] : [])].join(", ")}.`,
        ]),
  ];
}

function momentWords(iso: string): string {
  return `${new Date(iso).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
