import type { FileLocation, LocatedFinding } from "../location.js";

/** What a SARIF document is made of. */
export interface SarifReport {
  /** The command that reports, e.g. `check`: GitHub keeps the alerts of each apart. */
  readonly command: string;
  /** What the command was asked about, where that is one thing of many: GitHub keeps their alerts apart, too. @default - everything */
  readonly asked?: string;
  /** Of this package, e.g. `0.1.0`. */
  readonly version: string;
  readonly results: readonly SarifResult[];
  /** What could not be told or was not looked at, a sentence each. */
  readonly notes: readonly string[];
  /** Whether everything that decides was known. */
  readonly complete: boolean;
  /** They say what there is, not what is wrong: warnings at most, and no alerts of security. @default false */
  readonly isInventory?: boolean;
  /** Where results without a file of their own are shown, since code scanning takes none without. @default - nowhere */
  readonly fallback?: FileLocation;
}

export interface SarifResult extends LocatedFinding {
  /** Set where it is let through. */
  readonly acceptance?: { readonly reason: string; readonly until: string };
}
