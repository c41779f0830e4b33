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
  const refined = knowledge.refine(cube);
  return (
    refined === undefined ||
    [...refined.claims].some(([name, asked]) => solveClaim(asked, knowledge.domain(name)).kind === "none")
  );
}

/** Whether any token of the issuer is in the cube, shown by one that is. */
export function findToken(cube: Cube, knowledge: Knowledge): Found {
  const refined = knowledge.refine(cube);
  if (refined === undefined) {
    return EMPTY;
  }
  const names = [...new Set([...refined.claims.keys(), "iss", "exp"])];
  const chosen = new Map<string, readonly string[]>();
  let narrowed = refined;
  for (const name of names) {
    const alone = solveClaim(claimSet(refined, name), knowledge.domain(name));
    if (alone.kind === "none") {
      return EMPTY;
    }
    const solution = solveClaim(claimSet(narrowed, name), knowledge.domain(name));
    if (solution.kind !== "value") {
      // alone it can be met, so it is the choices made for other claims that stand against it
      return UNKNOWN;
    }
    const { texts } = solution;
    if (texts === undefined) {
      continue;
    }
    chosen.set(name, texts);
    const next = knowledge.refine(texts.reduce((all, text) => requireSome(all, name, literal(text)), narrowed));
    if (next === undefined) {
      return UNKNOWN;
    }
    narrowed = next;
    for (const added of next.claims.keys()) {
      if (!names.includes(added)) {
        names.push(added);
      }
    }
  }
  return witnessOf(cube, chosen, knowledge);
}

function witnessOf(cube: Cube, chosen: ReadonlyMap<string, readonly string[]>, knowledge: Knowledge): Found {
  const texts = new Map([...chosen].flatMap(([name, [text]]) => (text === undefined ? [] : [[name, text] as const])));
  const completed = knowledge.complete(texts, cube.issuer);
  if (completed !== undefined && meetsCube(cube, completed.claims)) {
    return confirmed(cube, completed);
  }
  const plain = Object.fromEntries([...chosen].map(([name, values]) => [name, claimValue(name, values)]));
  const merged = { ...(completed?.claims ?? {}), ...plain };
  for (const claims of [merged, plain]) {
    if (meetsCube(cube, claims) && knowledge.isPossible(claims)) {
      return confirmed(cube, { claims });
    }
  }
  return UNKNOWN;
}

/** Times are numbers; every other claim is a text, or an array where it takes several to meet what is asked. */
function claimValue(name: string, texts: readonly string[]): ClaimValue {
  if (name === "exp" || name === "iat" || name === "nbf") {
    return Number(texts[0]);
  }
  return texts.length === 1 ? (texts[0] ?? null) : texts;
}

/** The moment: a token has to be valid when it is judged. */
function confirmed(cube: Cube, { claims, job }: { readonly claims: Claims; readonly job?: GitHubJob }): Found {
  const times = ["iat", "nbf"].map((name) => claims[name]).filter((time) => typeof time === "number");
  const { exp } = claims;
  if (typeof exp !== "number") {
    return UNKNOWN;
  }
  const now = times.length > 0 ? Math.max(...times) : exp - 300;
  const iss = claims.iss ?? cube.issuer;
  return now < exp
    ? { kind: "witness", witness: { claims: { ...claims, iss }, now, ...(job === undefined ? {} : { job }) } }
    : UNKNOWN;
}
