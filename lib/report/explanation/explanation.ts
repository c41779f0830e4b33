import type { Origin, TrustExplanation } from "../../trust/index.js";

/** What `explain` reports: a judgement on trust, and what it was made from. */
export interface Explanation {
  readonly result: TrustExplanation;
  /** The account as people know it: its slug, or its name where Cloudsmith has not given it a slug yet. */
  readonly account: string;
  /** Set where the trust knows no such account: the one that was probably meant, if any. */
  readonly unknownAccount?: { readonly meant?: string };
  /** Where the setting stands that is nearest to admitting it, or admits it; absent where there is none. */
  readonly nearest?: Origin;
  /** Identities that stand for slugs which are not known yet (`${cloudsmith_service.app}`), with their accounts' names. */
  readonly names: ReadonlyMap<string, string>;
  readonly organization: string;
  /** Where the trust was read: a file or a directory. */
  readonly trust: string;
  /** Who asks, in a few words: `token token.jwt`, `a job of acme/app (push at refs/heads/main)`. */
  readonly subject: string;
  /** `not-checked`: a token was given, but no keys to check it with. `not-given`: there is no signature to check. */
  readonly signature: "valid" | "invalid" | "not-checked" | "not-given";
  /** The moment of the judgement. */
  readonly now: Date;
}

/** Code of what is not admitted: the nearest setting's, `no_id_token` or `unknown`; undefined when admitted. */
export function reasonOf({ result }: Explanation): string | undefined {
  if (result.verdict === "admitted") {
    return undefined;
  }
  if (result.verdict === "unknown") {
    return "unknown";
  }
  return result.noToken === undefined ? (result.judgement.reason ?? "no_setting") : "no_id_token";
}
