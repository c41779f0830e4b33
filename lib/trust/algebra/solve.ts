import type { ClaimSet } from "./cube.js";
import type { Domain } from "./knowledge.js";
import { holds, includes, meetAll, type Pattern } from "./pattern.js";

/**
 * - `none`: no value meets what is asked; certain
 * - `value`: these texts do; `undefined` stands for an absent claim
 * - `unknown`: there may be one, but none was found
 */
export type Solution =
  | { readonly kind: "none" }
  | { readonly kind: "value"; readonly texts: readonly string[] | undefined }
  | { readonly kind: "unknown" };

const NONE: Solution = { kind: "none" };
const ABSENT: Solution = { kind: "value", texts: undefined };

/** Finds a value for one claim, as plain as can be: absent before one text, one text before several. */
export function solveClaim({ some, none }: ClaimSet, domain: Domain): Solution {
  const [first] = some;
  if (first === undefined && !domain.always) {
    return ABSENT;
  }
  if (first !== undefined && some.length === 1 && none.length === 0 && !first.prefix) {
    return isValue(first.text, domain) ? { kind: "value", texts: [first.text] } : NONE;
  }
  const common = meetAll(some);
  const single = common === undefined ? NONE : pick(common, none, domain);
  if (single.kind === "value" || domain.single) {
    return single;
  }
  const texts: string[] = [];
  let unknown = false;
  for (const pattern of some) {
    const found = pick(pattern, none, domain);
    if (found.kind === "none") {
      return NONE;
    }
    unknown ||= found.kind === "unknown";
    texts.push(...(found.kind === "value" ? (found.texts ?? []) : []));
  }
  return unknown ? { kind: "unknown" } : { kind: "value", texts };
}

function isValue(text: string, { values, may }: Domain): boolean {
  return (values === undefined || values.includes(text)) && (may === undefined || may(text));
}

function pick(pattern: Pattern, none: readonly Pattern[], domain: Domain): Solution {
  if (none.some((excluded) => includes(excluded, pattern))) {
    return NONE;
  }
  const fits = (text: string): boolean =>
    holds(pattern, text) && !none.some((excluded) => holds(excluded, text)) && (domain.may?.(text) ?? true);
  if (domain.values !== undefined) {
    const text = domain.values.find(fits);
    return text === undefined ? NONE : { kind: "value", texts: [text] };
  }
  if (!pattern.prefix) {
    return fits(pattern.text) ? { kind: "value", texts: [pattern.text] } : NONE;
  }
  if (domain.mayBegin?.(pattern.text) === false) {
    return NONE;
  }
  for (const text of candidates(pattern.text, none, domain)) {
    if (fits(text)) {
      return { kind: "value", texts: [text] };
    }
  }
  return { kind: "unknown" };
}

const SUFFIXES = ["", "x", "a", "1", "main", "other", "-x", "/x", ".x", "_x"];
/** Beyond any realistic list of exclusions that all begin alike. */
const MOST_CHARACTERS = 5_000;

function* candidates(prefix: string, none: readonly Pattern[], domain: Domain): Generator<string> {
  yield* domain.samples?.(prefix) ?? [];
  for (const suffix of SUFFIXES) {
    yield prefix + suffix;
  }
  // a next character that no exclusion has leaves all of them behind
  const taken = new Set(none.filter(({ text }) => text.startsWith(prefix)).map(({ text }) => text[prefix.length]));
  for (let code = 0x21; code < 0x21 + MOST_CHARACTERS; code++) {
    const character = String.fromCharCode(code);
    if (!taken.has(character)) {
      yield prefix + character;
      if (domain.may === undefined) {
        return;
      }
    }
  }
}
