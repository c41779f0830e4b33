import { basename, dirname } from "node:path";
import { placeKey } from "../../report/index.js";
import type { Origin, TrustModel } from "../../trust/index.js";

/**
 * What stands at places that say too little to a person, by `placeKey`: the element at a pointer into a trust file, and of
 * several stacks the one that an address is in.
 */
export function placesOf(model: TrustModel): ReadonlyMap<string, string> {
  const places = new Map<string, string>();
  const all = [...model.settings, ...model.accounts, ...model.repositories, ...model.grants, ...model.teams];
  const stacks = new Set(all.filter(({ origin }) => !isPointer(origin)).map(({ origin }) => origin.where));
  const add = (origin: Origin, words: string): void => {
    if (isPointer(origin)) {
      places.set(placeKey(origin), words);
    } else if (stacks.size > 1) {
      places.set(placeKey(origin), `stack ${stackOf(origin.where)}`);
    }
  };
  for (const { origin, name } of model.settings) {
    add(origin, `setting ${name}`);
  }
  for (const { origin, slug } of model.accounts) {
    add(origin, `account ${slug}`);
  }
  for (const { origin, slug } of model.repositories) {
    add(origin, `repository ${slug}`);
  }
  for (const { origin, repository, service, team, user } of model.grants) {
    add(origin, `grant on ${repository} to ${service ?? team ?? user}`);
  }
  for (const { origin, slug } of model.teams) {
    add(origin, `team ${slug}`);
  }
  return places;
}

function isPointer({ at }: Origin): boolean {
  return at.startsWith("/");
}

/** The folder that a stack's file is in. */
function stackOf(where: string): string {
  return basename(dirname(where));
}
