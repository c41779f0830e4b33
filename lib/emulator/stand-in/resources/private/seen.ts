import type { Value } from "../../../../terraform/index.js";

/** What to keep in state: null stays null while the server has just the default that null stands for. */
export function seen(state: Value | undefined, found: string | number | boolean, fallback: Value): Value {
  return (state === null || state === undefined) && found === fallback ? null : found;
}
