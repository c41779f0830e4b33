import { quoted } from "../../../rules/private/words.js";
import type { ReviewGuards, Weakening } from "../weakening.js";

/** Entries that are new, or hold for longer than before. */
export function weakerBaseline(before: ReviewGuards, after: ReviewGuards): readonly Weakening[] {
  const known = new Map<string, string>();
  for (const { id, until } of before.baseline ?? []) {
    known.set(id, later(known.get(id) ?? "", until ?? FOR_EVER));
  }
  const found = new Map<string, string>();
  for (const { id, until } of after.baseline ?? []) {
    found.set(id, later(found.get(id) ?? "", until ?? FOR_EVER));
  }
  return [...found].flatMap(([id, until]) => {
    const earlier = known.get(id);
    if (earlier !== undefined && earlier >= until) {
      return [];
    }
    const words =
      earlier === undefined
        ? `leaves ${quoted(id)} out of reports ${wordsOf(until)}`
        : `leaves ${quoted(id)} out of reports ${wordsOf(until)}, before ${wordsOf(earlier)}`;
    return [{ kind: "baseline", severity: "high", where: "the baseline", message: words } as const];
  });
}

/** Sorts after every day. */
const FOR_EVER = "~";

/** Days are compared as texts: `2027-03-31`. */
function later(a: string, b: string): string {
  return a > b ? a : b;
}

function wordsOf(until: string): string {
  return until === FOR_EVER ? "for ever" : `until ${until}`;
}
