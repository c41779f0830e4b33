import type { Judgement } from "../../oidc/index.js";

/** What `explain` reports: a judgement, and what it was made from. */
export interface Explanation {
  readonly judgement: Judgement;
  readonly organization: string;
  /** Where the trust was read: a file or a directory. */
  readonly trust: string;
  /** Where the claims come from, in a few words: `token.jwt`, `claims.json`, `the described job`. */
  readonly subject: string;
  /** `not-checked`: a token was given, but no keys to check it with. `not-given`: there is no signature to check. */
  readonly signature: "valid" | "invalid" | "not-checked" | "not-given";
  /** The moment of the judgement. */
  readonly now: Date;
}
