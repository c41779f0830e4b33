import { type Cube, claimSet, cubeKey, intersectCubes, requireNone, requireSome } from "./cube.js";
import { type Found, findToken, isPlainlyEmpty, type Witness } from "./find.js";
import type { Knowledge } from "./knowledge.js";
import { includes, meet, meetAll } from "./pattern.js";
import type { Region } from "./region.js";

export interface DifferenceOptions {
  /** What is known of an issuer's tokens. */
  readonly knowledge: (issuer: string) => Knowledge;
  /** How many tokens to show at most. @default 1 */
  readonly witnesses?: number;
  /** How many parts to look at, for each cube, before giving up. @default 2000 */
  readonly budget?: number;
  /** Whether a token really shows the difference; one that does not is left out, and something stays unknown. */
  readonly confirm?: (witness: Witness) => boolean;
}

/**
 * What one region has and another has not.
 *
 * `witnesses` show that there is something; `complete` says that nothing was left undecided, so that without
 * witnesses there certainly is nothing.
 */
export interface Difference {
  readonly witnesses: readonly Witness[];
  readonly complete: boolean;
}

/** The tokens of the first region that are not in the second. */
export function difference(a: Region, b: Region, options: DifferenceOptions): Difference {
  const most = options.witnesses ?? 1;
  const same = new Set(b.map(cubeKey));
  const witnesses: Witness[] = [];
  let complete = true;
  for (const cube of a) {
    if (same.has(cubeKey(cube))) {
      continue;
    }
    const knowledge = options.knowledge(cube.issuer);
    const others = b.filter((other) => other.issuer === cube.issuer);
    const search = new Search(others, knowledge, options, most - witnesses.length);
    search.look(cube);
    witnesses.push(...search.witnesses);
    complete &&= search.complete;
    if (witnesses.length >= most) {
      // enough is shown; whether there is more is left open
      return { witnesses, complete: false };
    }
  }
  return { witnesses, complete };
}

/** Whether the cube is certainly within one other: everything asked by the other is asked here as well. */
export function isWithin(inner: Cube, outer: Cube, knowledge: Knowledge): boolean {
  if (inner.issuer !== outer.issuer) {
    return false;
  }
  for (const [name, asked] of outer.claims) {
    const { some, none } = claimSet(inner, name);
    const common = knowledge.domain(name).single && some.length > 0 ? meetAll(some) : undefined;
    if (
      !asked.some.every((wider) => some.some((pattern) => includes(wider, pattern))) ||
      !asked.none.every(
        (excluded) =>
          none.some((pattern) => includes(pattern, excluded)) ||
          (common !== undefined && meet(common, excluded) === undefined),
      )
    ) {
      return false;
    }
  }
  return true;
}

/** Whether one text would have to be two different ones: the common case, seen without computing the intersection. */
function isApart(a: Cube, b: Cube, knowledge: Knowledge): boolean {
  for (const [name, { some }] of b.claims) {
    const others = a.claims.get(name)?.some ?? [];
    if (
      others.length > 0 &&
      some.some((pattern) => others.some((other) => meet(pattern, other) === undefined)) &&
      knowledge.domain(name).single
    ) {
      return true;
    }
  }
  return false;
}

/** Takes cubes away from one, part by part; the parts do not overlap. */
class Search {
  readonly witnesses: Witness[] = [];
  complete = true;
  readonly #others: readonly Cube[];
  readonly #knowledge: Knowledge;
  readonly #confirm: (witness: Witness) => boolean;
  readonly #most: number;
  #budget: number;

  constructor(others: readonly Cube[], knowledge: Knowledge, options: DifferenceOptions, most: number) {
    this.#others = others;
    this.#knowledge = knowledge;
    this.#confirm = options.confirm ?? (() => true);
    this.#budget = options.budget ?? 2_000;
    this.#most = most;
  }

  look(cube: Cube): void {
    const meeting = this.#others.filter((other) => this.#meets(cube, other));
    if (!meeting.some((other) => isWithin(cube, other, this.#knowledge))) {
      // those that ask the least first: they take the most away
      this.#take(
        cube,
        meeting.toSorted((a, b) => a.claims.size - b.claims.size),
        0,
      );
    }
  }

  #meets(cube: Cube, other: Cube): boolean {
    if (isApart(cube, other, this.#knowledge)) {
      return false;
    }
    const both = intersectCubes(cube, other);
    return both !== undefined && !isPlainlyEmpty(both, this.#knowledge);
  }

  #take(part: Cube, others: readonly Cube[], from: number): void {
    if (this.witnesses.length >= this.#most) {
      return;
    }
    if (this.#budget-- <= 0) {
      this.complete = false;
      return;
    }
    if (isPlainlyEmpty(part, this.#knowledge)) {
      return;
    }
    const at = others.findIndex((other, index) => index >= from && this.#meets(part, other));
    const other = others[at];
    if (other === undefined) {
      this.#show(findToken(part, this.#knowledge));
      return;
    }
    if (isWithin(part, other, this.#knowledge)) {
      return;
    }
    // what fails the first thing asked; what meets it and fails the second; and so on
    let rest = part;
    for (const [name, { some, none }] of other.claims) {
      for (const pattern of some) {
        this.#take(requireNone(rest, name, pattern), others, at + 1);
        rest = requireSome(rest, name, pattern);
      }
      for (const pattern of none) {
        this.#take(requireSome(rest, name, pattern), others, at + 1);
        rest = requireNone(rest, name, pattern);
      }
    }
  }

  #show(found: Found): void {
    if (found.kind === "witness" && this.#confirm(found.witness)) {
      this.witnesses.push(found.witness);
    } else if (found.kind !== "empty") {
      this.complete = false;
    }
  }
}
