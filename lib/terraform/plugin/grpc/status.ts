/** Status codes of gRPC that this server answers (https://grpc.github.io/grpc/core/md_doc_statuscodes.html). */
export const STATUS = {
  ok: 0,
  resourceExhausted: 8,
  unimplemented: 12,
  internal: 13,
} as const;

export type Status = (typeof STATUS)[keyof typeof STATUS];

const BRAND = Symbol.for("cloudsmith-trust/terraform/StatusError");

/** Ends a call with a status other than ok. */
export class StatusError extends Error {
  readonly [BRAND] = true;
  constructor(
    readonly code: Status,
    message: string,
  ) {
    super(message);
    this.name = "StatusError";
  }
}

export function isStatusError(error: unknown): error is StatusError {
  return typeof error === "object" && error !== null && BRAND in error;
}
