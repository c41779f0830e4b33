import { placeKey } from "../../report/index.js";
import type { Origin, TrustModel } from "../../trust/index.js";

/**
 * What stands at the places of trust files, where a place is a pointer and says nothing to a person; by `placeKey`.
 * Addresses of resources speak for themselves.
 */
export function placesOf(model: TrustModel): ReadonlyMap<string, string> {
  const places = new Map<string, string>();
  const add = (origin: Origin, words: string): void => {
    if (origin.at.startsWith("/")) {
      places.set(placeKey(origin), words);
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
