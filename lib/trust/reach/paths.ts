import { compareLevels } from "../access.js";
import type { Privilege } from "../model.js";
import type { ReachPath } from "./result.js";

/** Greatest level first. */
export function greatestFirst(paths: readonly ReachPath[]): readonly ReachPath[] {
  return paths.toSorted((a, b) => compareLevels(b.level, a.level));
}

export function greatest(paths: readonly ReachPath[]): Privilege {
  return greatestFirst(paths)[0]?.level ?? "Read";
}
