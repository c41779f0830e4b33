import { type AcceptedDrift, readBaseline } from "../../../drift/baseline.js";
import { quoted } from "../../../rules/private/words.js";
import type { ChangedFile, Weakening } from "../weakening.js";

/** Drift is written into a file of any name, so one is taken for a baseline by its name only where its text is not known. */
const NAMED_SO = /(?:^|\/)[^/]*(?:baseline|drift)[^/]*\.json$/i;

/** Entries of a baseline that are new, or hold for longer than before; `undefined` for a file that is no baseline. */
export function tryWeakerBaseline({ path, before, after }: ChangedFile): readonly Weakening[] | undefined {
  const says = (message: string): Weakening => ({ kind: "baseline", severity: "high", where: path, message });
  const named = NAMED_SO.test(path) ? [says("says which drift is let be, and is changed")] : undefined;
  if (before === undefined && after === undefined) {
    return named;
  }
  const now = after === undefined ? [] : tryEntries(after);
  if (now === undefined) {
    return named;
  }
  const known = new Map(
    (before === undefined ? [] : (tryEntries(before) ?? [])).map((each) => [each.fingerprint, each]),
  );
  return now.flatMap(({ fingerprint, what, reason, until }) => {
    const earlier = known.get(fingerprint)?.until;
    // days are compared as texts
    if (earlier !== undefined && earlier >= until) {
      return [];
    }
    const longer = earlier === undefined ? "" : `, before until ${earlier}`;
    return [says(`lets ${quoted(what ?? fingerprint)} be until ${until}${longer}: ${reason}`)];
  });
}

function tryEntries(text: string): readonly AcceptedDrift[] | undefined {
  try {
    return readBaseline(JSON.parse(text), "").entries;
  } catch {
    return undefined;
  }
}
