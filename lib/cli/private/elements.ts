import { nameOf, placeKey } from "../../report/index.js";
import type { Origin, TrustModel } from "../../trust/index.js";
import { namesOf } from "./names.js";

/** What stands at one place, in the words of a report: `setting app-main`, `grant on prod to ci-app`. */
export interface Element {
  readonly origin: Origin;
  readonly words: string;
}

/** Everything in a model that has a place, one for each place. */
export function elementsOf(model: TrustModel): readonly Element[] {
  const names = namesOf(model);
  const name = (identity: string): string => nameOf(identity, names);
  const elements = new Map<string, Element>();
  const add = (kind: string, all: readonly { readonly slug: string; readonly origin: Origin }[]): void => {
    for (const { slug, origin } of all) {
      elements.set(placeKey(origin), { origin, words: `${kind} ${name(slug)}` });
    }
  };
  add("team", model.teams);
  add("repository", model.repositories);
  for (const { repository, service, team, user, origin } of model.grants) {
    const key = placeKey(origin);
    const words = elements.has(key)
      ? `grants on ${name(repository)}`
      : `grant on ${name(repository)} to ${name(service ?? team ?? user ?? "")}`;
    elements.set(key, { origin, words });
  }
  add("account", model.accounts);
  for (const { name: setting, origin } of model.settings) {
    elements.set(placeKey(origin), { origin, words: `setting ${setting}` });
  }
  return [...elements.values()];
}
