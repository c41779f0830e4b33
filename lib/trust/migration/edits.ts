/** Changes of a text by position: what they do not touch stays as it is, to the last space. */

export interface Edit {
  /** Offsets into the text; equal for an insertion. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * The text with the edits made. Edits at one place are made in the order given, and equal ones once.
 *
 * @throws Error where two edits overlap
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = "";
  let at = 0;
  for (const { from, to, text: inserted } of inOrder(edits)) {
    if (from < at) {
      throw new Error("two changes of a workflow file overlap");
    }
    result += text.slice(at, from) + inserted;
    at = to;
  }
  return result + text.slice(at);
}

function inOrder(edits: readonly Edit[]): readonly Edit[] {
  const unique = new Map(edits.map((edit) => [`${edit.from} ${edit.to} ${edit.text}`, edit]));
  return [...unique.values()].sort((a, b) => a.from - b.from || a.to - b.to);
}

const CONTEXT = 3;

interface Region {
  /** Lines of the old text, counted from 0: `from` up to, not including, `to`. */
  readonly from: number;
  readonly to: number;
  readonly fromNew: number;
  readonly toNew: number;
}

/**
 * What changed as a unified diff, as `git apply` and `patch -p1` take it; empty where nothing did.
 *
 * @param path relative to the repository, with `/` between its parts
 */
export function unifiedDiff(path: string, before: string, after: string): string {
  const [old, now] = [linesOf(before), linesOf(after)];
  const regions = regionsOf(old, now);
  if (regions.length === 0) {
    return "";
  }
  const hunks = grouped(regions, old.length).map((group) => hunk(group, old, now));
  return [`--- ${quoted(`a/${path}`)}\n`, `+++ ${quoted(`b/${path}`)}\n`, ...hunks].join("");
}

/** With their line ends. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** The lines that differ, by the longest common subsequence of what lies between the first and the last of them. */
function regionsOf(old: readonly string[], now: readonly string[]): readonly Region[] {
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) {
    start++;
  }
  let [end, endNew] = [old.length, now.length];
  while (end > start && endNew > start && old[end - 1] === now[endNew - 1]) {
    end--;
    endNew--;
  }
  const kept = commonLines(old.slice(start, end), now.slice(start, endNew));
  const regions: Region[] = [];
  let [at, atNew] = [start, start];
  for (const [line, lineNew] of [...kept.map(([a, b]) => [a + start, b + start] as const), [end, endNew] as const]) {
    if (line > at || lineNew > atNew) {
      regions.push({ from: at, to: line, fromNew: atNew, toNew: lineNew });
    }
    [at, atNew] = [line + 1, lineNew + 1];
  }
  return regions;
}

/** Beyond this many pairs of lines the whole of it is shown as changed. */
const MOST_PAIRS = 4_000_000;

function commonLines(old: readonly string[], now: readonly string[]): readonly (readonly [number, number])[] {
  if (old.length * now.length > MOST_PAIRS) {
    return [];
  }
  const width = now.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  for (let a = old.length - 1; a >= 0; a--) {
    for (let b = now.length - 1; b >= 0; b--) {
      lengths[a * width + b] =
        old[a] === now[b]
          ? (lengths[(a + 1) * width + b + 1] ?? 0) + 1
          : Math.max(lengths[(a + 1) * width + b] ?? 0, lengths[a * width + b + 1] ?? 0);
    }
  }
  const common: (readonly [number, number])[] = [];
  for (let [a, b] = [0, 0]; a < old.length && b < now.length; ) {
    if (old[a] === now[b]) {
      common.push([a++, b++]);
    } else if ((lengths[(a + 1) * width + b] ?? 0) >= (lengths[a * width + b + 1] ?? 0)) {
      a++;
    } else {
      b++;
    }
  }
  return common;
}

/** Regions whose contexts would touch make one hunk. */
function grouped(regions: readonly Region[], length: number): readonly (readonly Region[])[] {
  const groups: Region[][] = [];
  for (const region of regions) {
    const last = groups.at(-1);
    const before = last?.at(-1);
    if (last !== undefined && before !== undefined && region.from - before.to <= 2 * CONTEXT && length > 0) {
      last.push(region);
    } else {
      groups.push([region]);
    }
  }
  return groups;
}

function hunk(group: readonly Region[], old: readonly string[], now: readonly string[]): string {
  const [first, last] = [group[0], group.at(-1)];
  if (first === undefined || last === undefined) {
    return "";
  }
  const start = Math.max(0, first.from - CONTEXT);
  const end = Math.min(old.length, last.to + CONTEXT);
  const shift = first.fromNew - first.from;
  const lines: string[] = [];
  let at = start;
  for (const { from, to, fromNew, toNew } of group) {
    lines.push(...old.slice(at, from).map((line) => ` ${line}`));
    lines.push(...old.slice(from, to).map((line) => `-${line}`));
    lines.push(...now.slice(fromNew, toNew).map((line) => `+${line}`));
    at = to;
  }
  lines.push(...old.slice(at, end).map((line) => ` ${line}`));
  const added = group.reduce((sum, { from, to, fromNew, toNew }) => sum + (toNew - fromNew) - (to - from), 0);
  const head = `@@ -${range(start, end - start)} +${range(start + shift, end - start + added)} @@\n`;
  return head + lines.map((line) => (line.endsWith("\n") ? line : `${line}\n\\ No newline at end of file\n`)).join("");
}

function range(start: number, length: number): string {
  return `${length === 0 ? start : start + 1},${length}`;
}

/** As git quotes what is not plain: in C's way. */
function quoted(path: string): string {
  if (/^[\w ./@+=~,-]+$/.test(path)) {
    return path.includes(" ") ? `${path}\t` : path;
  }
  const bytes = [...new TextEncoder().encode(path)].map((byte) => {
    const character = String.fromCharCode(byte);
    if (character === '"' || character === "\\") {
      return `\\${character}`;
    }
    return byte >= 0x20 && byte < 0x7f ? character : `\\${byte.toString(8).padStart(3, "0")}`;
  });
  return `"${bytes.join("")}"`;
}
