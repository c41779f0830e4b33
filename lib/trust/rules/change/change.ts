import type { Claims } from "../../../oidc/index.js";
import type { TrustModel } from "../../model.js";
import type { Hit, NotLooked, RuleText } from "../rule.js";

/** A change of trust, and who makes it. */
export interface TrustChange {
  readonly before: TrustModel;
  readonly after: TrustModel;
  /** The identity that applies the change. @default - not known: then the last one that could is looked after */
  readonly self?: {
    /** Slug or address of its account. */
    readonly account: string;
    /** The claims it signed in with; absent where it has a key. */
    readonly claims?: Claims;
  };
  /** The provider that applies it. @default "own" */
  readonly engine?: "own" | "registry";
}

/** A rule on what a change does, rather than on what there is after it. */
export interface ChangeRule extends RuleText {
  check(change: TrustChange): Iterable<Hit | NotLooked>;
}
