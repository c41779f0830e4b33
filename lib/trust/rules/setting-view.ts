import { type ClaimValue, type Issuer, issuerKey, tryIssuerOf } from "../../oidc/index.js";
import {
  type ClaimSet,
  type Cube,
  intersectCubes,
  isRefinedEmpty,
  type Knowledge,
  type Pattern,
  tryPatternOf,
} from "../algebra/index.js";
import type { DefaultPrivilege, Setting } from "../model.js";
import { type Anchor, anchorOf, compareAnchors, literalOf, patternOf } from "./private/anchor.js";

/** One required claim, seen as what it asks. */
export interface Requirement {
  readonly required: ClaimValue;
  /** `undefined` for what is never met: null, an array, an object. */
  readonly pattern: Pattern | undefined;
  /** False where the value is an expression whose outcome is not known yet. */
  readonly known: boolean;
}

/** What can be had through a setting. */
export interface Reach {
  /** The greatest level that any of its accounts has anywhere. */
  readonly level: DefaultPrivilege;
  readonly manager: boolean;
  /** False where the accounts may have more than is known. */
  readonly known: boolean;
}

/** A setting with what rules ask about it, worked out once. */
export class SettingView {
  readonly setting: Setting;
  /** `undefined` for an issuer that is not known: Jenkins, a CI of one's own. */
  readonly issuer: Issuer | undefined;
  readonly requirements: ReadonlyMap<string, Requirement>;
  /** Whether all that is required is known. */
  readonly isKnown: boolean = true;
  /** Whether something is required that no token has. */
  readonly #isNeverMet: boolean = false;
  readonly #knowledge: Knowledge;
  /** Without what was read from GitHub: what a setting asks for is its own, whatever happens to be true today. */
  readonly #certain: Knowledge;
  readonly #reachOf: () => Reach;
  #reach: Reach | undefined;
  #asked: readonly string[] | undefined;
  #isEmpty: boolean | undefined;
  #cubes: readonly Cube[] | undefined;
  #gate: Cube | undefined;
  #knownGate: Cube | undefined;
  #anchor: Anchor | undefined;
  #admitsNobody: boolean | undefined;

  constructor(
    setting: Setting,
    unknownClaims: ReadonlySet<string>,
    { knowledge, certain }: { readonly [kind in "knowledge" | "certain"]: (issuer: string) => Knowledge },
    reach: () => Reach,
  ) {
    this.setting = setting;
    this.issuer = tryIssuerOf(setting.provider_url);
    this.#knowledge = knowledge(issuerKey(setting.provider_url));
    this.#certain = certain(issuerKey(setting.provider_url));
    this.#reachOf = reach;
    const requirements = new Map<string, Requirement>();
    for (const name of Object.keys(setting.claims)) {
      const required = setting.claims[name] ?? null;
      const requirement = { required, pattern: tryPatternOf(required), known: !unknownClaims.has(name) };
      requirements.set(name, requirement);
      this.isKnown &&= requirement.known;
      this.#isNeverMet ||= requirement.pattern === undefined;
    }
    this.requirements = requirements;
  }

  get isGitHub(): boolean {
    return this.issuer?.ci === "github";
  }

  get knowledge(): Knowledge {
    return this.#knowledge;
  }

  get isDynamic(): boolean {
    return this.setting.mapping_claim !== null;
  }

  /** What the claims ask, with what follows from it; unrefined where they contradict each other. */
  get gate(): Cube {
    this.#gate ??= this.#refined(this.isKnown ? this.knownGate : this.#gateOf(() => true));
    return this.#gate;
  }

  /** What the known claims ask, nothing following. */
  get knownGate(): Cube {
    this.#knownGate ??= this.#gateOf(({ known }) => known);
    return this.#knownGate;
  }

  /** What a token must meet to get any account: the gate, or the gate with each mapping. */
  get cubes(): readonly Cube[] {
    this.#cubes ??= this.#cubesOf();
    return this.#cubes;
  }

  /** The weakest tie to one customer that any of its cubes has. */
  get anchor(): Anchor {
    this.#anchor ??= this.cubes
      .map((cube) => anchorOf(cube, this.issuer))
      .reduce((weakest, each) => (compareAnchors(each, weakest) < 0 ? each : weakest), {
        level: "project",
        stable: true,
      });
    return this.#anchor;
  }

  /** Whether certainly no token gets in: something that is never met is required, or no account is handed out. */
  get admitsNobody(): boolean {
    this.#admitsNobody ??=
      this.#isNeverMet ||
      (this.isDynamic ? this.setting.dynamic_mappings : this.setting.service_accounts).length === 0 ||
      this.isEmpty;
    return this.#admitsNobody;
  }

  get reach(): Reach {
    this.#reach ??= this.#reachOf();
    return this.#reach;
  }

  /** The claims of which something is asked beyond that they be there; direct, not by what follows. */
  get asked(): readonly string[] {
    this.#asked ??= [...this.requirements].flatMap(([name, { pattern }]) =>
      pattern === undefined || (pattern.prefix && pattern.text === "") ? [] : [name],
    );
    return this.#asked;
  }

  /** Whether no token can meet what the known claims ask, by what is plain. */
  get isEmpty(): boolean {
    this.#isEmpty ??= this.#isPlainlyEmpty();
    return this.#isEmpty;
  }

  /** What a claim must be or begin with, by itself or by what follows; not where it may be anything. */
  pattern(name: string): Pattern | undefined {
    return patternOf(this.gate, name);
  }

  /** The one text that a claim must be. */
  literal(name: string): string | undefined {
    return literalOf(this.gate, name);
  }

  /** The required pattern of a claim itself, where its value is known. */
  ownPattern(name: string): Pattern | undefined {
    const requirement = this.requirements.get(name);
    return requirement?.known === true ? requirement.pattern : undefined;
  }

  #gateOf(takes: (requirement: Requirement) => boolean): Cube {
    const claims = new Map<string, ClaimSet>();
    for (const [name, requirement] of this.requirements) {
      if (requirement.pattern !== undefined && takes(requirement)) {
        claims.set(name, { some: [requirement.pattern], none: [] });
      }
    }
    return { issuer: issuerKey(this.setting.provider_url), claims };
  }

  #isPlainlyEmpty(): boolean {
    const refined = this.#knowledge.refine(this.knownGate);
    if (this.isKnown && this.#knowledge === this.#certain) {
      this.#gate = refined ?? this.knownGate;
    }
    return isRefinedEmpty(refined, this.#knowledge);
  }

  #refined(cube: Cube): Cube {
    return this.#certain.refine(cube) ?? cube;
  }

  #cubesOf(): readonly Cube[] {
    const { mapping_claim: claim, dynamic_mappings } = this.setting;
    if (claim === null) {
      return [this.gate];
    }
    return dynamic_mappings.flatMap(({ claim_value }) => {
      const pattern = tryPatternOf(claim_value);
      const mapped: Cube | undefined = pattern && {
        issuer: this.gate.issuer,
        claims: new Map([[claim, { some: [pattern], none: [] }]]),
      };
      const both = mapped && intersectCubes(this.gate, mapped);
      return both === undefined ? [] : [this.#refined(both)];
    });
  }
}
