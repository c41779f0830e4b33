/** Which settings are made pointless by a wider one of the same account, found without comparing all with all. */
import { type Cube, cubeKey, includes, isWithin, type Knowledge, type Pattern } from "../../algebra/index.js";

export interface Candidate<T> {
  readonly item: T;
  readonly cube: Cube;
}

/**
 * For each item, one whose cube properly includes its own; none for equals.
 *
 * A wider cube asks less, and all that it asks is asked by the narrower one as well. So each cube is filed under the
 * rarest thing that it asks, and looked up by the things that another asks: equal texts by a map, beginnings by their
 * lengths.
 */
export function subsumed<T>(
  candidates: readonly Candidate<T>[],
  knowledge: (issuer: string) => Knowledge,
): ReadonlyMap<T, T> {
  const index = new Index(candidates);
  const found = new Map<T, T>();
  for (const { item, cube } of candidates) {
    for (const other of index.possiblyWider(cube)) {
      const known = knowledge(cube.issuer);
      if (
        other.item !== item &&
        isWithin(cube, other.cube, known) &&
        cubeKey(cube) !== cubeKey(other.cube) &&
        !isWithin(other.cube, cube, known)
      ) {
        found.set(item, other.item);
        break;
      }
    }
  }
  return found;
}

class Index<T> {
  readonly #byKey = new Map<string, Candidate<T>[]>();
  /** For each claim, the lengths of the beginnings that are filed. */
  readonly #lengths = new Map<string, Set<number>>();
  readonly #askingNothing: Candidate<T>[] = [];

  constructor(candidates: readonly Candidate<T>[]) {
    const frequency = new Map<string, number>();
    for (const { cube } of candidates) {
      for (const [key] of asked(cube)) {
        frequency.set(key, (frequency.get(key) ?? 0) + 1);
      }
    }
    for (const candidate of candidates) {
      this.#file(candidate, frequency);
    }
  }

  #file(candidate: Candidate<T>, frequency: ReadonlyMap<string, number>): void {
    let rarest: readonly [key: string, claim: string, pattern: Pattern] | undefined;
    for (const each of asked(candidate.cube)) {
      if (rarest === undefined || (frequency.get(each[0]) ?? 0) < (frequency.get(rarest[0]) ?? 0)) {
        rarest = each;
      }
    }
    if (rarest === undefined) {
      this.#askingNothing.push(candidate);
      return;
    }
    const [key, claim, pattern] = rarest;
    this.#byKey.set(key, [...(this.#byKey.get(key) ?? []), candidate]);
    if (pattern.prefix) {
      const lengths = this.#lengths.get(claim) ?? new Set();
      lengths.add(pattern.text.length);
      this.#lengths.set(claim, lengths);
    }
  }

  *possiblyWider(cube: Cube): Generator<Candidate<T>> {
    yield* this.#askingNothing;
    for (const [key, claim, pattern] of asked(cube)) {
      yield* this.#byKey.get(key) ?? [];
      for (const length of this.#lengths.get(claim) ?? []) {
        const wider: Pattern = { text: pattern.text.slice(0, length), prefix: true };
        if (
          length <= pattern.text.length &&
          !(pattern.prefix && length === pattern.text.length) &&
          includes(wider, pattern)
        ) {
          yield* this.#byKey.get(keyOf(claim, wider)) ?? [];
        }
      }
    }
  }
}

function* asked(cube: Cube): Generator<readonly [key: string, claim: string, pattern: Pattern]> {
  for (const [claim, { some }] of cube.claims) {
    for (const pattern of some) {
      yield [keyOf(claim, pattern), claim, pattern];
    }
  }
}

function keyOf(claim: string, { text, prefix }: Pattern): string {
  return `${prefix ? "prefix" : "text"} ${claim} ${text}`;
}
