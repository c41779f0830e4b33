import {
  type Cube,
  type Difference,
  difference,
  findToken,
  isWithin,
  type Knowledge,
  type Region,
  type Witness,
} from "../../algebra/index.js";
import type { Setting, Unknown } from "../../model.js";
import type { Undecided } from "../result.js";
import { Meeting } from "./meeting.js";
import type { Side } from "./side.js";

/** What one side lets in as an account and the other does not. */
export type Admission =
  | { readonly kind: "same" }
  | { readonly kind: "more"; readonly witness: Witness; readonly by: readonly Setting[] }
  | { readonly kind: "unknown"; readonly side: Undecided["side"]; readonly reason: string; readonly unknown?: Unknown };

const SAME: Admission = { kind: "same" };
const UNDECIDED: Admission = {
  kind: "unknown",
  side: "both",
  reason: "too many conditions overlap to tell whether anything changes",
};

export interface AdmissionOptions {
  readonly knowledge: (issuer: string) => Knowledge;
  readonly budget: number;
  /** Work that is left for the whole review: a part of a difference costs the cube's patterns to the third. */
  readonly work: { left: number };
}

/** How much of that work the parts of one difference may cost together. */
const MOST_WORK_A_CUBE = 2_000_000;

/**
 * Looks for a token that `to` lets in as the account and `from` does not. Settings of which it is not known whose
 * accounts they hand out count on the side of `from` only.
 */
export function compareAdmission(from: Side, to: Side, account: string, options: AdmissionOptions): Admission {
  const before = from.keysOf(account);
  const own = [...to.keysOf(account)].filter(([key]) => !before.has(key)).map(([, setting]) => setting);
  if (own.length === 0) {
    return SAME;
  }
  const certain = own.filter((setting) => to.unknownsOf(setting).length === 0);
  const sure = new Comparison(from, to, account, options, "sure").search(certain);
  if (sure.kind === "more") {
    return sure;
  }
  const uncertain = own.filter((setting) => to.unknownsOf(setting).length > 0);
  if (uncertain.length === 0 && from.uncertainOf(account).length === 0) {
    return sure;
  }
  return possible(from, to, account, options, certain, uncertain);
}

/** Whether anything of what is not known could let more in. */
function possible(
  from: Side,
  to: Side,
  account: string,
  options: AdmissionOptions,
  certain: readonly Setting[],
  uncertain: readonly Setting[],
): Admission {
  for (const setting of uncertain) {
    const found = to.isOfAnyIssuer(setting)
      ? UNDECIDED
      : new Comparison(from, to, account, options, "possible").search([setting]);
    if (found.kind !== "same") {
      return because(to, to.unknownsOf(setting)[0]);
    }
  }
  // what is certainly let in after may have been let in before by what is not known there
  const maybe = new Comparison(from, to, account, options, "possible").search(certain);
  return maybe.kind === "more"
    ? because(from, from.uncertainOf(account).flatMap((each) => from.unknownsOf(each))[0])
    : maybe;
}

function because({ which }: Side, unknown: Unknown | undefined): Admission {
  return unknown === undefined ? UNDECIDED : { kind: "unknown", side: which, reason: unknown.reason, unknown };
}

/**
 * One search. `sure`: all that may have been let in counts as let in before. `possible`: only what certainly was, and
 * settings that are not wholly known let in whatever they may.
 */
class Comparison {
  readonly #from: Side;
  readonly #to: Side;
  readonly #account: string;
  readonly #options: AdmissionOptions;
  readonly #kind: "sure" | "possible";
  #others: Meeting | undefined;

  constructor(from: Side, to: Side, account: string, options: AdmissionOptions, kind: "sure" | "possible") {
    this.#from = from;
    this.#to = to;
    this.#account = account;
    this.#options = options;
    this.#kind = kind;
  }

  search(settings: readonly Setting[]): Admission {
    let result = SAME;
    for (const cube of settings.flatMap((setting) => this.#to.cubes(setting, this.#account))) {
      const found = this.#searchCube(cube);
      if (found.kind === "more") {
        return found;
      }
      result = found.kind === "unknown" ? found : result;
    }
    return result;
  }

  #searchCube(cube: Cube): Admission {
    const cost = costOf(cube);
    this.#options.work.left -= cost;
    if (this.#options.work.left < 0) {
      return UNDECIDED;
    }
    const knowledge = this.#options.knowledge(cube.issuer);
    // most changes show by the first token that comes to mind, and what admits that one often admits all of them
    const found = findToken(cube, knowledge);
    if (found.kind === "empty") {
      return SAME;
    }
    if (found.kind === "witness") {
      if (this.#confirm(found.witness)) {
        return this.#shown(found.witness);
      }
      const admitting = this.#from.admits(found.witness, this.#account);
      const around = admitting.flatMap((setting) => this.#from.cubes(setting, this.#account));
      if (around.some((other) => isWithin(cube, other, knowledge))) {
        return SAME;
      }
    }
    this.#others ??= new Meeting(this.#before(), this.#options.knowledge);
    const { witnesses, complete } = this.#difference(cube, this.#others.meeting(cube), cost);
    const [witness] = witnesses;
    if (witness !== undefined) {
      return this.#shown(witness);
    }
    return complete ? SAME : UNDECIDED;
  }

  #difference(cube: Cube, others: Region, cost: number): Difference {
    const { knowledge, budget } = this.#options;
    return difference([cube], others, {
      knowledge,
      confirm: (witness) => this.#confirm(witness),
      budget: Math.min(budget, Math.ceil(MOST_WORK_A_CUBE / cost)),
    });
  }

  #before(): Region {
    const uncertain = new Set(this.#from.uncertainOf(this.#account));
    const settings = this.#from
      .settingsOf(this.#account)
      .filter((setting) => this.#kind === "sure" || !uncertain.has(setting));
    return [...settings, ...(this.#kind === "sure" ? this.#from.forAnyone : [])].flatMap((setting) =>
      this.#from.cubes(setting, this.#account),
    );
  }

  /** Whether the judge says of this very token what the algebra does. */
  #confirm(witness: Witness): boolean {
    return this.#kind === "possible"
      ? this.#from.admits(witness, this.#account).length === 0
      : this.#to.admits(witness, this.#account).length > 0 && !this.#from.mayAdmit(witness, this.#account);
  }

  #shown(witness: Witness): Admission {
    return { kind: "more", witness, by: this.#to.admits(witness, this.#account) };
  }
}

function costOf({ claims }: Cube): number {
  let patterns = 1;
  for (const { some, none } of claims.values()) {
    patterns += some.length + none.length;
  }
  return patterns ** 3;
}
