/** The candidate with the fewest edits from a misspelt name, if it is near enough to be what was meant. */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  // about one edit in three characters: beyond that a suggestion misleads more than it helps
  const furthest = Math.max(1, Math.floor(name.length / 3));
  let best: string | undefined;
  let fewest = furthest + 1;
  const folded = fold(name);
  for (const candidate of candidates) {
    const edits = editDistance(folded, fold(candidate), fewest);
    if (edits < fewest) {
      fewest = edits;
      best = candidate;
    }
  }
  return best;
}

const LONGEST_NAME = 100;

function fold(name: string): string {
  return name.slice(0, LONGEST_NAME).toLowerCase().replaceAll("-", "_");
}

/** Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours; `limit` when it reaches that. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) {
    return limit;
  }
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let edits = Math.min(
        (last[column] ?? limit) + 1,
        (current[column - 1] ?? limit) + 1,
        (last[column - 1] ?? limit) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        edits = Math.min(edits, (beforeLast[column - 2] ?? limit) + 1);
      }
      current.push(edits);
    }
    beforeLast = last;
    last = current;
  }
  return Math.min(last[b.length] ?? limit, limit);
}
