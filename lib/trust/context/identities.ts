/** Which of what an app declares is which of a live organization, where the app does not know its slugs. */
import type { Origin, TrustList, TrustModel, Unknown } from "../model.js";
import { push } from "../review/private/setting-keys.js";

export interface Identified {
  /** Addresses of what exists already (`${cloudsmith_service.ci}`), with their slugs. */
  readonly slugs: ReadonlyMap<string, string>;
  /** Of each side, what may be one of several. */
  readonly ambiguous: readonly (readonly Unknown[])[];
}

interface Named {
  readonly slug: string;
  readonly name?: string;
  readonly origin: Origin;
}

const LISTS = ["accounts", "repositories", "teams"] as const satisfies readonly (TrustList & keyof TrustModel)[];

/**
 * Elements without a slug are known again by their name, which the API makes slugs of. One address stays one element over
 * a change, whatever its name becomes: earlier sides decide.
 */
export function identified(snapshot: TrustModel, sides: readonly TrustModel[]): Identified {
  const slugs = new Map<string, string>();
  const live = LISTS.map((list) => byName(snapshot[list]));
  const ambiguous = sides.map((side) =>
    LISTS.flatMap((list, index) => {
      const nameless = side[list].filter(({ slug }) => slug.startsWith("${"));
      const taken = new Set(nameless.map(({ slug }) => slugs.get(slug)));
      return [...byName(nameless.filter(({ slug }) => !slugs.has(slug)))].flatMap(([name, elements]): Unknown[] => {
        const found = (live[index]?.get(name) ?? []).filter(({ slug }) => !taken.has(slug));
        const [[element], [only]] = [elements, found];
        if (element === undefined || only === undefined) {
          return [];
        }
        if (elements.length === 1 && found.length === 1) {
          slugs.set(element.slug, only.slug);
          return [];
        }
        const many = Math.max(elements.length, found.length);
        const reason = `${many} ${list} are named ${JSON.stringify(name)}, so which one it is cannot be told`;
        return [{ about: list, name: element.slug, reason, origin: element.origin }];
      });
    }),
  );
  return { slugs, ambiguous };
}

function byName(elements: readonly Named[]): ReadonlyMap<string, readonly Named[]> {
  const named = new Map<string, Named[]>();
  for (const element of elements) {
    const name = element.name ?? element.slug;
    if (!name.includes("${")) {
      push(named, name, element);
    }
  }
  return named;
}
