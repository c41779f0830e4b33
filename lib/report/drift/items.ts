import type { Drift, DriftSection } from "../../trust/index.js";
import type { FileLocation, LocatedFinding } from "../location.js";
import type { DriftReport } from "./report.js";
import { authorWords, effectLines, REMEDIES } from "./words.js";

/** Finds the line of a file in the repository that declares what drifted. */
export type LocateDrift = (drift: Drift) => FileLocation | undefined;

const WHY: { readonly [section in DriftSection]: string } = {
  managed: "What is live was changed beside the code, so that no review has seen it.",
  unmanaged: "What no code declares, no review has seen, and nobody takes it away.",
  phantom: "Trust in what is gone can be taken over by whoever takes its name.",
  undeployed: "Until it is deployed, what is live is not what was reviewed.",
};

/** What alarms, one by one, gravest first; what has no effect is in no such list. */
export function driftItems(
  { fresh, names }: DriftReport,
  locate: LocateDrift = () => undefined,
): readonly LocatedFinding[] {
  return fresh.flatMap((drift) => {
    const { severity, section, kind, name, what, because, author } = drift;
    if (severity === "none") {
      return [];
    }
    const location = locate(drift);
    const words = [...effectLines(drift, names), because, ...(author === undefined ? [] : [authorWords(author)])];
    return [
      {
        rule: `drift-${section}`,
        severity,
        where: `${kind} ${name}`,
        message: `${what}; ${words.join("; ")}`,
        why: WHY[section],
        remedy: REMEDIES[section],
        ...(location === undefined ? {} : { location }),
      },
    ];
  });
}
