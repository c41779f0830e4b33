import type { Claims, ClaimValue, GitHubJob } from "../../oidc/index.js";
import { type Cube, claimSet, meetsCube, requireSome } from "./cube.js";
import type { Knowledge } from "./knowledge.js";
import { literal } from "./pattern.js";
import { solveClaim } from "./solve.js";

/** A token that shows something, at a moment when it is valid. */
export interface Witness {
  readonly claims: Claims;
  /** Epoch seconds. */
  readonly now: number;
  /** The GitHub job that has this very token; absent where no job is known to. */
  readonly job?: GitHubJob;
}

/**
 * - `empty`: no token of the issuer is in it; certain
 * - `witness`: this one is
 * - `unknown`: neither could be shown
 */
export type Found =
  | { readonly kind: "empty" }
  | { readonly kind: "witness"; readonly witness: Witness }
  | { readonly kind: "unknown" };

const EMPTY: Found = { kind: "empty" };
const UNKNOWN: Found = { kind: "unknown" };

/** True only where no token can be in the cube; false says nothing. */
export function isPlainlyEmpty(cube: Cube, knowledge: Knowledge): boolean {
  return isRefinedEmpty(knowledge.refine(cube), knowledge);
}

/** {@link isPlainlyEmpty} of what is refined already. */
export function isRefinedEmpty(refined: Cube | undefined, knowledge: Knowledge): boolean {
  if (refined === undefined) {
    return true;
  }
  for (const [name, asked] of refined.claims) {
    if (solveClaim(asked, knowledge.domain(name)).kind === "none") {
      return true;
    }
  }
  return false;
}

/** Whether any token of the issuer is in the cube, shown by one that is. */
export function findToken(cube: Cube, knowledge: Knowledge): Found {
  const refined = knowledge.refine(cube);
  if (refined === undefined) {
    return EMPTY;
  }
  const names = new Set([...refined.claims.keys(), "iss", "exp"]);
  for (const name of names) {
    if (solveClaim(claimSet(refined, name), knowledge.domain(name)).kind === "none") {
      return EMPTY;
    }
  }
  // first leaving to the job what follows from its other claims, then choosing that as well
  const derived = new Set(
    knowledge.derived.filter((name) => claimSet(refined, name).some.every(({ prefix }) => prefix)),
  );
  const attempts = [...names].some((name) => derived.has(name)) ? [derived, new Set<string>()] : [new Set<string>()];
  for (const left of attempts) {
    const chosen = choose(refined, [...names], left, knowledge);
    const found = chosen === undefined ? undefined : witnessOf(cube, chosen, knowledge);
    if (found !== undefined) {
      return found;
    }
  }
  return UNKNOWN;
}

/** A value for each claim, each choice narrowing the next; `undefined` when a choice stands against another. */
function choose(
  refined: Cube,
  names: readonly string[],
  left: ReadonlySet<string>,
  knowledge: Knowledge,
): ReadonlyMap<string, readonly string[]> | undefined {
  const chosen = new Map<string, readonly string[]>();
  const pending = names.filter((name) => !left.has(name));
  let narrowed = refined;
  for (let name = pending.shift(); name !== undefined; name = pending.shift()) {
    const solution = solveClaim(claimSet(narrowed, name), knowledge.domain(name));
    if (solution.kind !== "value") {
      return undefined;
    }
    if (solution.texts === undefined) {
      continue;
    }
    chosen.set(name, solution.texts);
    const chosenAs = name;
    const next = knowledge.refine(
      solution.texts.reduce((all, text) => requireSome(all, chosenAs, literal(text)), narrowed),
    );
    if (next === undefined) {
      return undefined;
    }
    narrowed = next;
    pending.push(
      ...[...next.claims.keys()].filter((added) => !chosen.has(added) && !left.has(added) && !pending.includes(added)),
    );
  }
  return chosen;
}

function witnessOf(
  cube: Cube,
  chosen: ReadonlyMap<string, readonly string[]>,
  knowledge: Knowledge,
): Found | undefined {
  const texts = new Map([...chosen].flatMap(([name, [text]]) => (text === undefined ? [] : [[name, text] as const])));
  const completed = [...knowledge.complete(texts, cube.issuer)];
  for (const whole of completed) {
    if (meetsCube(cube, whole.claims)) {
      return confirmed(cube, whole);
    }
  }
  const plain = Object.fromEntries([...chosen].map(([name, values]) => [name, claimValue(name, values)]));
  for (const base of [...completed.map(({ claims }) => claims), {}]) {
    const claims = { ...base, ...plain };
    if (meetsCube(cube, claims) && knowledge.isPossible(claims)) {
      return confirmed(cube, { claims });
    }
  }
  return undefined;
}

/** Times are numbers; every other claim is a text, or an array where it takes several to meet what is asked. */
function claimValue(name: string, texts: readonly string[]): ClaimValue {
  if (name === "exp" || name === "iat" || name === "nbf") {
    return Number(texts[0]);
  }
  return texts.length === 1 ? (texts[0] ?? null) : texts;
}

/** The moment: a token has to be valid when it is judged. */
function confirmed(
  cube: Cube,
  { claims, job }: { readonly claims: Claims; readonly job?: GitHubJob },
): Found | undefined {
  const times = ["iat", "nbf"].map((name) => claims[name]).filter((time) => typeof time === "number");
  const { exp } = claims;
  if (typeof exp !== "number") {
    return undefined;
  }
  const now = times.length > 0 ? Math.max(...times) : exp - 300;
  const iss = claims.iss ?? cube.issuer;
  return now < exp
    ? { kind: "witness", witness: { claims: { ...claims, iss }, now, ...(job === undefined ? {} : { job }) } }
    : undefined;
}
