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
  /** Why the CI gives the described job no token at all; absent where it does. */
  readonly withoutToken?: string;
}

/** Whether the whole way is open: the CI gives a token, and Cloudsmith lets it in. */
export function isAdmitted({ judgement, withoutToken }: Explanation): boolean {
  return judgement.admitted && withoutToken === undefined;
}

/** Code of the refusal; undefined when admitted. */
export function refusalOf(explanation: Explanation): string | undefined {
  return explanation.withoutToken === undefined ? explanation.judgement.reason : "no_id_token";
}
