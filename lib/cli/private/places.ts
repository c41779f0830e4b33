import { basename, dirname } from "node:path";
import { placeKey } from "../../report/index.js";
import type { Origin, TrustModel } from "../../trust/index.js";
import { elementsOf } from "./elements.js";

/**
 * What stands at places that say too little to a person, by `placeKey`: the element at a pointer into a trust file, and of
 * several stacks the one that an address is in.
 */
export function placesOf(model: TrustModel): ReadonlyMap<string, string> {
  const all = elementsOf(model);
  const stacks = new Set(all.filter(({ origin }) => !isPointer(origin)).map(({ origin }) => origin.where));
  return new Map(
    all.flatMap(({ origin, words }): (readonly [string, string])[] => {
      if (isPointer(origin)) {
        return [[placeKey(origin), words]];
      }
      return stacks.size > 1 ? [[placeKey(origin), `stack ${stackOf(origin.where)}`]] : [];
    }),
  );
}

/** What stands at a place, by itself. */
export function subjectsOf(model: TrustModel): (origin: Origin) => string | undefined {
  const subjects = new Map(elementsOf(model).map(({ origin, words }) => [placeKey(origin), words]));
  return (origin) => subjects.get(placeKey(origin));
}

function isPointer({ at }: Origin): boolean {
  return at.startsWith("/");
}

/** The folder that a stack's file is in. */
function stackOf(where: string): string {
  return basename(dirname(where));
}
