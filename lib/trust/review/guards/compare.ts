import { weakerBackends } from "./private/backends.js";
import { weakerExceptions } from "./private/exceptions.js";
import { weakerFiles } from "./private/files.js";
import { weakerGuards } from "./private/guard-attributes.js";
import { weakerPrograms } from "./private/programs.js";
import { weakerProviders } from "./private/providers.js";
import type { GuardedChange, ReviewGuards, Weakening } from "./weakening.js";

/**
 * What in a change weakens those who review it: exceptions, where providers come from and talk to, where the state is,
 * programs that run beside, and the files that say how a change is reviewed.
 *
 * What is only tightened or taken away is not listed. Values that may be secret are never quoted.
 */
export function findWeakenings({ guards, changedFiles = [] }: GuardedChange): readonly Weakening[] {
  const found = guards === undefined ? [] : weakerSide(guards.before, guards.after);
  return [...found, ...weakerFiles(changedFiles)];
}

function weakerSide(before: ReviewGuards, after: ReviewGuards): readonly Weakening[] {
  return [
    ...weakerExceptions(before, after),
    ...weakerProviders(before, after),
    ...weakerBackends(before, after),
    ...weakerPrograms(before, after),
    ...weakerGuards(before, after),
  ];
}
