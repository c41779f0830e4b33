import { type Pattern, requirementOf } from "../../algebra/index.js";

const SHOWN = 120;

/** A value as a message quotes it. */
export function quoted(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN)}…`;
}

/** A pattern as the setting writes it. */
export function written(pattern: Pattern): string {
  return quoted(requirementOf(pattern));
}

/** Names joined as a sentence has them. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5);
  const hidden = names.length - shown.length;
  return hidden > 0 ? `${shown.join(", ")} and ${hidden} more` : shown.join(", ");
}
