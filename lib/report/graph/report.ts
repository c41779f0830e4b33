import type { TrustGraph } from "../../trust/index.js";
import type { Names } from "../names.js";

/** What `graph` draws, and what it was made from. */
export interface GraphReport {
  readonly graph: TrustGraph;
  /** Where the trust was read: a file, a directory, an organization. */
  readonly trust: string;
  readonly names: Names;
  /** How many findings the app lets through; they are not in the graph. */
  readonly accepted: number;
  /** What it is around, as asked for; without either it is the whole. */
  readonly around: { readonly account?: string; readonly repository?: string };
}

/** What no drawing shows. */
export const NOT_DRAWN: readonly string[] = [
  "people, their teams and their grants (reach tells them)",
  "API keys that people and accounts hold already",
  "entitlement tokens",
  "the organization's own default privilege",
];
