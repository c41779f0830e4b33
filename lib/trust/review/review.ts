import { findToken, type Knowledge, knowledgeOf, type Witness } from "../algebra/index.js";
import { TrustError } from "../errors.js";
import { compareSeverities } from "../finding.js";
import type { Setting, TrustModel, Unknown } from "../model.js";
import type { TrustChange } from "../rules/change/change.js";
import { checkChange } from "../rules/change/check.js";
import { findWeakenings, type GuardedChange } from "./guards/index.js";
import { usesRegistry } from "./guards/private/providers.js";
import {
  baseChanges,
  levelChange,
  othersChanges,
  type RawChange,
  roleChanges,
  wholeAccess,
} from "./private/access-changes.js";
import { type Admission, compareAdmission } from "./private/admission.js";
import { newFindings, openRules } from "./private/findings.js";
import { compareGains, weightOf } from "./private/severity.js";
import { Side } from "./private/side.js";
import { withSingleTexts } from "./private/single-texts.js";
import { aboutOf, type OpenQuestions, openQuestions } from "./private/unknowns.js";
import { hasUnreadGrants, unreadQuestions } from "./private/unread.js";
import type { AccessChange, Direction, Gain, PlacedFinding, ReviewWitness, TrustReview, Undecided } from "./result.js";
import { wordsOf } from "./words.js";

export interface ReviewOptions extends GuardedChange {
  /** What rules say of each side, as `checkTrust` gives it. @default - rules are not looked at */
  readonly findings?: { readonly before: readonly PlacedFinding[]; readonly after: readonly PlacedFinding[] };
  /**
   * Whether expressions of equal words have equal values in both synthesized apps, because all that they speak of is
   * the same there. @default false - what is not known may have changed
   */
  readonly sameExpressions?: boolean;
  /**
   * Unknowns of both models that are one and the same thing, which the change does not touch: they are asked about only
   * where something that the change does depends on them. @default - none
   */
  readonly shared?: ReadonlySet<Unknown>;
  /** Accounts known again by their names, see `recognizeExisting`. @default - none */
  readonly existing?: readonly string[];
  /** Who applies the change, and by which provider: see the rules on changes. @default - not known */
  readonly applied?: Pick<TrustChange, "self" | "engine">;
  /** How many parts of a difference to look at before it counts as undecided. @default 2000 */
  readonly budget?: number;
}

/**
 * What a change does to trust: who gains and who loses, each with a token that shows it, and what could not be told.
 *
 * Judged by effect: order, names and rewritings that let in the same tokens are no change.
 *
 * @throws TrustError `several_organizations`
 * @example reviewTrust(base, head).direction // "widened"
 */
export function reviewTrust(before: TrustModel, after: TrustModel, options: ReviewOptions = {}): TrustReview {
  return new Review(before, after, options).result();
}

/** One direction of the comparison: gains look from before to after, losses from after to before. */
interface Way {
  readonly from: Side;
  readonly to: Side;
  /** What the side that is looked from does not know: it might have had it all along. */
  readonly open: OpenQuestions;
}

const BUDGET = 2_000;
/** Far above what settings of usual size need; a few seconds of work, whatever is compared. */
const MOST_WORK = 50_000_000;

class Review {
  readonly #options: ReviewOptions;
  readonly #knowledge: (issuer: string) => Knowledge;
  readonly #before: Side;
  readonly #after: Side;
  readonly #work = { left: MOST_WORK };
  readonly #undecided: Undecided[] = [];
  readonly #openRules: ReadonlyMap<Setting, string>;

  constructor(before: TrustModel, after: TrustModel, options: ReviewOptions) {
    if (before.organization !== after.organization && before.organization !== "" && after.organization !== "") {
      throw new TrustError(
        "several_organizations",
        `before is of the organization ${before.organization}, after of ${after.organization}; a review compares one with itself`,
      );
    }
    this.#options = options;
    this.#knowledge = withSingleTexts(knowledgeOf(after.github ?? before.github));
    const mark = (which: string): string => (options.sameExpressions === true ? "same" : which);
    const shared = options.shared ?? new Set<Unknown>();
    const side = (which: "before" | "after", model: TrustModel): Side =>
      new Side(which, model, { mark: mark(which), knowledge: this.#knowledge, shared });
    this.#before = side("before", before);
    this.#after = side("after", after);
    this.#openRules = openRules(this.#after, options.findings?.after ?? []);
  }

  result(): TrustReview {
    const same = this.#options.sameExpressions ?? false;
    const openBefore = openQuestions(this.#before, this.#after, same);
    const openAfter = openQuestions(this.#after, this.#before, same);
    const forth: Way = { from: this.#before, to: this.#after, open: openBefore };
    const back: Way = { from: this.#after, to: this.#before, open: openAfter };
    const gained = this.#changes(forth).map((change) => this.#weighed(change));
    const allLost = this.#changes(back).map(inTime);
    const unread = unreadQuestions(this.#before, this.#after, allLost);
    const lost = allLost.map((loss) => (unread.doubtful.has(loss) ? { ...loss, certain: false } : loss));
    const { findings } = this.#options;
    const undecided = [
      ...openBefore.undecided,
      ...openAfter.undecided,
      ...unread.undecided,
      ...this.#scopeQuestion(),
      ...new Map(this.#undecided.map((each) => [`${each.about}\n${each.account}`, each])).values(),
    ];
    return {
      direction: directionOf(gained, lost, undecided),
      weakened: findWeakenings(this.#options),
      gained: gained.toSorted(compareGains),
      lost,
      newFindings:
        findings === undefined
          ? []
          : [
              ...this.#changeFindings(),
              ...newFindings(this.#before, findings.before, this.#after, findings.after),
            ].toSorted((a, b) => compareSeverities(b.severity, a.severity)),
      undecided,
      scope: {
        organization: this.#after.model.organization || this.#before.model.organization,
        before: sizeOf(this.#before.model),
        after: sizeOf(this.#after.model),
        guards: this.#options.guards !== undefined,
        changedFiles: this.#options.changedFiles !== undefined,
      },
    };
  }

  /** What rules say of the change itself: nothing where one side may only lack what it does not speak of. */
  #changeFindings(): readonly PlacedFinding[] {
    const [before, after] = [this.#before.model, this.#after.model];
    const unread = [before, after].some(({ unknowns }) => unknowns.some(({ name }) => name === undefined));
    const { guards, applied } = this.#options;
    const engine = guards !== undefined && usesRegistry(guards.after) ? { engine: "registry" as const } : {};
    return before.scope !== after.scope || unread ? [] : checkChange({ before, after, ...engine, ...applied }).findings;
  }

  /** What the second side has and the first has not. */
  #changes(way: Way): readonly AccessChange[] {
    const { from, to, open } = way;
    const changes: AccessChange[] = [];
    const levels = !open.levels && this.#speaksForAll(way);
    const admitted = new Set<string>();
    for (const account of to.handedOut) {
      const change = this.#admission(way, account);
      if (change !== undefined) {
        changes.push(change);
        admitted.add(account);
      }
    }
    for (const account of new Set([...to.accounts.keys(), ...to.levels.granted])) {
      const raw = levelChange(from, to, account);
      // where nobody was let in, those let in now are told with all that they get
      if (raw !== undefined && !(admitted.has(account) && (raw.appeared || from.settingsOf(account).length === 0))) {
        changes.push(this.#shown(raw, to, levels, account));
      }
    }
    for (const raw of [...baseChanges(from, to), ...othersChanges(from, to), ...roleChanges(from, to)]) {
      const account = raw.subject.kind === "account" ? raw.subject.account : undefined;
      changes.push(this.#shown(raw, to, levels, account));
    }
    return changes;
  }

  #admission(way: Way, account: string): AccessChange | undefined {
    const { from, to, open } = way;
    const found: Admission = compareAdmission(from, to, account, {
      knowledge: this.#knowledge,
      budget: this.#options.budget ?? BUDGET,
      work: this.#work,
    });
    switch (found.kind) {
      case "same":
        return undefined;
      case "unknown":
        this.#undecided.push({
          about: found.unknown === undefined ? account : aboutOf(found.unknown),
          account,
          side: found.side,
          reason: found.reason,
          ...(found.unknown === undefined ? {} : { origin: found.unknown.origin }),
        });
        return undefined;
      case "more":
        return {
          by: "admission",
          subject: { kind: "account", account },
          appeared: !from.mayExist(account),
          access: wholeAccess(to, account),
          witness: witnessOf(found.witness, found.by),
          certain: !open.settings && this.#speaksForAll(way),
          origins: found.by.map(({ origin }) => origin),
        };
    }
  }

  /** Whether what is missing on the first side is not there, as far as the second side speaks. */
  #speaksForAll({ from, to }: Way): boolean {
    return from.model.scope === to.model.scope || from.model.scope === "organization";
  }

  #scopeQuestion(): readonly Undecided[] {
    const [before, after] = [this.#before.model.scope, this.#after.model.scope];
    if (before === after) {
      return [];
    }
    const reason = `before speaks for ${SCOPES[before]}, after for ${SCOPES[after]}: what is missing in one may be elsewhere`;
    return [{ about: "scope", side: "both", reason }, ...this.#ownershipQuestion()];
  }

  /** An account of the declared name is there: nothing here says whether it is the app's own. */
  #ownershipQuestion(): readonly Undecided[] {
    const { existing = [] } = this.#options;
    if (existing.length === 0) {
      return [];
    }
    const hidden = existing.length - SHOWN_EXISTING;
    const shown = [...existing.slice(0, SHOWN_EXISTING), ...(hidden > 0 ? [`${hidden} more`] : [])].join(", ");
    const exist = existing.length === 1 ? "exists already: whether it is" : "exist already: whether they are";
    const reason = `${shown} ${exist} managed by what declares the same name is not told here; drift says what no stack manages, adopt writes the imports of it`;
    return [{ about: "accounts", side: this.#before.model.scope === "declared" ? "before" : "after", reason }];
  }

  #shown(raw: RawChange, to: Side, certain: boolean, account: string | undefined): AccessChange {
    const witness = account === undefined ? undefined : this.#anyToken(to, account);
    return { ...raw, certain, ...(witness === undefined ? {} : { witness }) };
  }

  /** Some token that is let in as the account. */
  #anyToken(side: Side, account: string): ReviewWitness | undefined {
    for (const setting of side.settingsOf(account)) {
      for (const cube of side.cubes(setting, account)) {
        const found = findToken(cube, this.#knowledge(cube.issuer));
        const by = found.kind === "witness" ? side.admits(found.witness, account) : [];
        if (found.kind === "witness" && by.length > 0) {
          return witnessOf(found.witness, by);
        }
      }
    }
    return undefined;
  }

  #weighed(change: AccessChange): Gain {
    const { subject } = change;
    if (subject.kind !== "account") {
      return { ...change, ...weightOf(change, false, undefined) };
    }
    const { account } = subject;
    // a level is nothing to a Manager, who can give it to itself
    const manager = change.by === "admission" && this.#after.accounts.get(account)?.role === "Manager";
    const weight = weightOf(change, manager, this.#openRuleOf(change, account));
    const isUnread = change.by === "admission" && hasUnreadGrants(account, this.#after);
    return { ...change, ...weight, ...(isUnread ? { because: `${weight.because}; ${UNREAD_GRANTS}` } : {}) };
  }

  /** Of new admissions the settings count that let them in; of a level all that let in as the account. */
  #openRuleOf({ by, origins }: AccessChange, account: string): string | undefined {
    return this.#after
      .settingsOf(account)
      .filter(({ origin }) => by !== "admission" || origins.includes(origin))
      .map((setting) => this.#openRules.get(setting))
      .find((rule) => rule !== undefined);
  }
}

/** A loss, found as the gain of the way back, with before and after as they follow each other. */
function inTime({ access, role, ...change }: AccessChange): AccessChange {
  return {
    ...change,
    access: access.map(({ before, after, ...each }) => ({ ...each, before: after, after: before })),
    ...(role === undefined ? {} : { role: { ...role, before: role.after, after: role.before } }),
  };
}

const UNREAD_GRANTS = "what it may do where the snapshot read nothing is not known";
const SHOWN_EXISTING = 5;
const SCOPES = { organization: "the whole organization", declared: "what one app, plan or state declares" } as const;

function directionOf(
  gained: readonly AccessChange[],
  lost: readonly AccessChange[],
  undecided: readonly Undecided[],
): Direction {
  const widened = gained.some(({ certain }) => certain);
  const narrowed = lost.some(({ certain }) => certain);
  if (widened || narrowed) {
    return widened && narrowed ? "both" : widened ? "widened" : "narrowed";
  }
  return gained.length + lost.length + undecided.length > 0 ? "unknown" : "unchanged";
}

function witnessOf({ claims, now, job }: Witness, by: readonly Setting[]): ReviewWitness {
  return {
    claims,
    now,
    ...(job === undefined ? {} : { job }),
    words: wordsOf({ claims, ...(job === undefined ? {} : { job }) }),
    settings: by.map(({ name }) => name),
  };
}

function sizeOf({ scope, accounts, settings }: TrustModel): TrustReview["scope"]["before"] {
  return { speaksFor: scope, accounts: accounts.length, settings: settings.length };
}
