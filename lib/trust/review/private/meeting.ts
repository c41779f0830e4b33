import type { Cube, Knowledge, Region } from "../../algebra/index.js";

/**
 * A region that is asked which of its cubes may have tokens in common with another cube: those that ask for another
 * text of the same single-valued claim are left out without a look at them.
 */
export class Meeting {
  readonly #knowledge: (issuer: string) => Knowledge;
  readonly #byIssuer = new Map<string, Buckets>();

  constructor(region: Region, knowledge: (issuer: string) => Knowledge) {
    this.#knowledge = knowledge;
    for (const cube of region) {
      let buckets = this.#byIssuer.get(cube.issuer);
      if (buckets === undefined) {
        buckets = new Buckets();
        this.#byIssuer.set(cube.issuer, buckets);
      }
      buckets.cubes.push(cube);
    }
  }

  meeting(cube: Cube): Region {
    const buckets = this.#byIssuer.get(cube.issuer);
    if (buckets === undefined) {
      return [];
    }
    const knowledge = this.#knowledge(cube.issuer);
    let fewest: Region = buckets.cubes;
    for (const name of cube.claims.keys()) {
      const text = knowledge.domain(name).single ? literalOf(cube, name) : undefined;
      if (text !== undefined) {
        const found = buckets.thatMeet(name, text);
        fewest = found.length < fewest.length ? found : fewest;
      }
    }
    return fewest;
  }
}

class Buckets {
  readonly cubes: Cube[] = [];
  readonly #byClaim = new Map<string, { readonly byText: ReadonlyMap<string, Region>; readonly rest: Region }>();

  thatMeet(name: string, text: string): Region {
    let claim = this.#byClaim.get(name);
    if (claim === undefined) {
      const byText = new Map<string, Cube[]>();
      const rest: Cube[] = [];
      for (const cube of this.cubes) {
        const own = literalOf(cube, name);
        if (own === undefined) {
          rest.push(cube);
          continue;
        }
        const list = byText.get(own);
        if (list === undefined) {
          byText.set(own, [cube]);
        } else {
          list.push(cube);
        }
      }
      claim = { byText, rest };
      this.#byClaim.set(name, claim);
    }
    return [...(claim.byText.get(text) ?? []), ...claim.rest];
  }
}

function literalOf({ claims }: Cube, name: string): string | undefined {
  return claims.get(name)?.some.find(({ prefix }) => !prefix)?.text;
}
