const BRAND = Symbol.for("cloudsmith-trust/OidcExchangeError");

export type OidcExchangeErrorCode =
  /** The environment names no CI that gives id tokens, or the job was not given one. */
  | "no_source"
  /** One of two variables that belong together is missing. */
  | "half_set"
  /** The source gave something that is no token. */
  | "bad_token"
  /** The CI's token endpoint did not give a token. */
  | "request_failed"
  /** Cloudsmith did not accept the token for this account. */
  | "refused";

/** A CI's id token could not be had, or not be exchanged. Its message never repeats a token. */
export class OidcExchangeError extends Error {
  readonly code: OidcExchangeErrorCode;
  /** What to do about it, as a sentence. */
  readonly remedy: string;

  constructor(code: OidcExchangeErrorCode, what: string, remedy: string) {
    super(`${what} ${remedy}`);
    this.name = "OidcExchangeError";
    this.code = code;
    this.remedy = remedy;
    Object.defineProperty(this, BRAND, { value: true });
  }
}

/** True for an {@link OidcExchangeError} of any copy of this package. */
export function isOidcExchangeError(value: unknown): value is OidcExchangeError {
  return typeof value === "object" && value !== null && BRAND in value;
}
