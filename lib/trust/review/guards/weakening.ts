import type { Severity } from "../../finding.js";

/**
 * What of the reviewer a change touches.
 *
 * - `acceptance`, `baseline`: a finding that is let through, or for longer
 * - `policy`: an organization policy that is gone, asks for less or covers less
 * - `break-glass`: an emergency let findings through at synth
 * - `provider`: where the code of a provider comes from, or what it is told: above all, which host it talks to
 * - `backend`: where the state is
 * - `program`: provisioners and data sources that run programs or fetch what others write, and modules
 * - `guard`: a resource is told to pass over a check, or to let changes beside it be
 * - `workflow`: a file that says how changes of trust are reviewed and deployed
 */
export type WeakeningKind =
  | "acceptance"
  | "baseline"
  | "policy"
  | "break-glass"
  | "provider"
  | "backend"
  | "program"
  | "guard"
  | "workflow";

/** Something in a change that makes later reviews, or this one, see less. */
export interface Weakening {
  readonly kind: WeakeningKind;
  readonly severity: Severity;
  /** A stack and an address or a construct path in it, or a file. */
  readonly where: string;
  /** What is weaker, in words that follow the place: `accepts ref-without-event until 2027-03-31: REASON`. */
  readonly message: string;
}

/** What guards trust on one side of a change. */
export interface ReviewGuards {
  /** The value of each stack's `cdk.tf.json`, by the stack's name. */
  readonly stacks: ReadonlyMap<string, unknown>;
}

/** A file that a change touches. The texts are looked at where they are known; without them the careful side is taken. */
export interface ChangedFile {
  /** From the root of the repository, with `/`. */
  readonly path: string;
  readonly before?: string;
  readonly after?: string;
}

/** What is compared beside the trust itself. */
export interface GuardedChange {
  /** Both sides, as synthesized. @default - not looked at: a plan, a state and a live organization have none */
  readonly guards?: { readonly before: ReviewGuards; readonly after: ReviewGuards };
  /** @default - not looked at */
  readonly changedFiles?: readonly ChangedFile[];
}
