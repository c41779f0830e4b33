/** What stands between two lists of grants. */
import type { PrivilegeLevel } from "../../cloudsmith/index.js";
import type { Difference } from "../private/settle.js";
import { type Grants, rank, say, targetOf } from "./grants.js";

export function differencesOf(declared: Grants, found: Grants): readonly Difference[] {
  return [...new Set([...declared.keys(), ...found.keys()])]
    .filter((key) => declared.get(key) !== found.get(key))
    .map((key) => ({
      attribute: targetOf(key).kind,
      declared: say(key, declared.get(key)),
      found: say(key, found.get(key)),
      admitsMore: rank(found.get(key)) > rank(declared.get(key)),
    }));
}

/** Live grants whose target the configuration does not name. */
export function lacking(live: Grants, declared: Grants): Grants {
  return new Map([...live].filter(([key]) => !declared.has(key)));
}

/**
 * The live grants as far as they matter to a write that was planned against others: what is as it was, or as it is
 * going to be, counts as unchanged.
 */
export function unplanned(before: Grants, declared: Grants, live: Grants): Grants {
  const mattering = new Map<string, PrivilegeLevel>(before);
  for (const key of new Set([...before.keys(), ...live.keys()])) {
    const level = live.get(key);
    if (level === declared.get(key)) {
      continue;
    }
    if (level === undefined) {
      mattering.delete(key);
    } else {
      mattering.set(key, level);
    }
  }
  return mattering;
}

/** One line a grant. */
export function conflict(grants: Grants): string {
  return [...grants].map(([key, level]) => `  ${say(key, level)}`).join("\n");
}

/** Equal values mean equal grants. */
export function comparable(grants: Grants): readonly string[] {
  return [...grants].map(([key, level]) => say(key, level)).sort();
}
