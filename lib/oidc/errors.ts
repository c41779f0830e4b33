const BRAND = Symbol.for("cloudsmith-trust/OidcError");

export type OidcErrorCode = "not_a_token" | "not_claims" | "invalid_job" | "invalid_keys";

/** Input of this room that cannot be judged at all. Its message never repeats a token. */
export class OidcError extends Error {
  readonly code: OidcErrorCode;

  constructor(code: OidcErrorCode, message: string) {
    super(message);
    this.name = "OidcError";
    this.code = code;
    Object.defineProperty(this, BRAND, { value: true });
  }
}

/** True for an {@link OidcError} of any copy of this package. */
export function isOidcError(value: unknown): value is OidcError {
  return typeof value === "object" && value !== null && BRAND in value;
}
