const HIDDEN = Symbol.for("cloudsmith-trust/provider/HiddenError");

/** The API says that there is nothing, which it also says of what the caller may not see. */
export class HiddenError extends Error {
  readonly [HIDDEN] = true;
}

export function isHidden(error: unknown): error is HiddenError {
  return typeof error === "object" && error !== null && HIDDEN in error;
}
