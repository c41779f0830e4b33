/**
 * GitHub's patterns of branches and tags. Source: GitHub's reference on workflow syntax, "Filter pattern cheat sheet".
 */

interface Part {
  /** `any`: every character; `name`: every one but the slash; otherwise one of these. */
  readonly of: "any" | "name" | ReadonlySet<string>;
  readonly times: "one" | "maybe" | "some" | "many";
}

/**
 * Whether a name passes patterns of which those with `!` in front take away: the last one that fits decides.
 *
 * @param name a branch or tag without `refs/heads/` or `refs/tags/`
 */
export function passesFilter(patterns: readonly string[], name: string): boolean {
  let passes = false;
  for (const pattern of patterns) {
    const isNegative = pattern.startsWith("!");
    if (passes === isNegative && fits(partsOf(isNegative ? pattern.slice(1) : pattern), name)) {
      passes = !isNegative;
    }
  }
  return passes;
}

/** Whether a pattern stands for one name alone. */
export function isPlainPattern(pattern: string): boolean {
  return (
    !pattern.startsWith("!") &&
    partsOf(pattern).every(({ of, times }) => typeof of === "object" && of.size === 1 && times === "one")
  );
}

/** A name that a pattern stands for; the name itself of a plain one. */
export function sampleOf(pattern: string): string {
  let sample = "";
  for (const { of, times } of partsOf(pattern)) {
    if (typeof of === "object") {
      sample += times === "maybe" || times === "many" ? "" : ([...of][0] ?? "");
    } else {
      sample += sample === "" ? "feature" : "1";
    }
  }
  return sample;
}

/** What every name of a pattern begins with. */
export function stemOf(pattern: string): string {
  let stem = "";
  for (const { of, times } of partsOf(pattern)) {
    if (typeof of !== "object" || of.size !== 1 || times !== "one") {
      break;
    }
    stem += [...of][0] ?? "";
  }
  return stem;
}

const partsCache = new Map<string, readonly Part[]>();
const MOST_CACHED = 1_000;

function partsOf(pattern: string): readonly Part[] {
  let parts = partsCache.get(pattern);
  if (parts === undefined) {
    parts = readParts(pattern);
    if (partsCache.size < MOST_CACHED) {
      partsCache.set(pattern, parts);
    }
  }
  return parts;
}

function readParts(pattern: string): readonly Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at] ?? "";
    const before = parts.at(-1);
    if (character === "*") {
      const isTwo = pattern[at + 1] === "*";
      at += isTwo ? 1 : 0;
      parts.push({ of: isTwo ? "any" : "name", times: "many" });
    } else if ((character === "?" || character === "+") && before !== undefined && before.times === "one") {
      parts[parts.length - 1] = { of: before.of, times: character === "?" ? "maybe" : "some" };
    } else if (character === "[" && pattern.indexOf("]", at + 2) > 0) {
      const end = pattern.indexOf("]", at + 2);
      parts.push({ of: setOf(pattern.slice(at + 1, end)), times: "one" });
      at = end;
    } else {
      at += character === "\\" && at + 1 < pattern.length ? 1 : 0;
      parts.push({ of: new Set([pattern[at] ?? ""]), times: "one" });
    }
  }
  return parts;
}

function setOf(inside: string): ReadonlySet<string> {
  const set = new Set<string>();
  for (let at = 0; at < inside.length; at++) {
    const [from, to] = [inside.charCodeAt(at), inside.charCodeAt(at + 2)];
    if (inside[at + 1] === "-" && at + 2 < inside.length && to - from < 256) {
      for (let code = from; code <= to; code++) {
        set.add(String.fromCharCode(code));
      }
      at += 2;
    } else {
      set.add(inside[at] ?? "");
    }
  }
  return set;
}

/** All the places in the pattern at once, character by character: no pattern takes long. */
function fits(parts: readonly Part[], name: string): boolean {
  let places = closed(parts, [0]);
  for (const character of name) {
    const next: number[] = [];
    for (const place of places) {
      const part = parts[place];
      if (part !== undefined && takes(part, character)) {
        if (part.times === "some" || part.times === "many") {
          next.push(place);
        }
        next.push(place + 1);
      }
    }
    places = closed(parts, next);
    if (places.size === 0) {
      return false;
    }
  }
  return places.has(parts.length);
}

/** With the places behind parts that may stand for nothing; `some` is left only after a character, so it is not skipped. */
function closed(parts: readonly Part[], places: readonly number[]): ReadonlySet<number> {
  const all = new Set(places);
  for (const place of all) {
    const times = parts[place]?.times;
    if (times === "maybe" || times === "many") {
      all.add(place + 1);
    }
  }
  return all;
}

function takes({ of }: Part, character: string): boolean {
  return of === "any" || (of === "name" ? character !== "/" : of.has(character));
}
