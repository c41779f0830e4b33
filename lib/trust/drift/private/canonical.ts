/** JSON text that is the same for equal values, in whatever order their fields and lists stand. */
export function canonical(value: unknown): string {
  return JSON.stringify(ordered(value)) ?? "null";
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value
      .map(ordered)
      .map((each) => JSON.stringify(each) ?? "null")
      .sort();
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([, each]) => each !== undefined && each !== null)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, each]) => [name, ordered(each)]),
      )
    : value;
}

const LONGEST = 160;

/** A value for a person: JSON on one line, cut; a text without its quotes; nothing as `nothing`. */
export function shortText(value: unknown): string {
  const isNothing =
    value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
  const text = isNothing ? "nothing" : typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
