/**
 * What can go wrong between this process and the Cloudsmith API, as values that carry no secret: neither headers nor
 * bodies of a request ever become part of an error, and no error has a `cause`.
 */

/** Where an error comes from: never with a query, which may hold search terms. */
export interface RequestLine {
  readonly method: string;
  /** Path below the API host, percent-encoded as sent. */
  readonly path: string;
}

/**
 * Whether a write may have taken effect although no good answer came: `no` is proven (it was never sent, or the API
 * refused it), `maybe` is everything else. A write that may have landed is looked up before it is sent again.
 */
export type Landed = "no" | "maybe";

export type ApiErrorCode =
  | "bad_request"
  | "unauthorized"
  | "payment_required"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "unprocessable"
  | "throttled"
  | "server_error"
  | "unexpected_answer"
  | "redirect_refused";

export interface ApiErrorInit {
  readonly status: number;
  /** The API's own words. */
  readonly detail: string;
  readonly fields?: { readonly [field: string]: readonly string[] };
  readonly request: RequestLine;
  readonly landed: Landed;
  /** Overrides the code that the status implies. */
  readonly code?: ApiErrorCode;
  readonly remedy?: string;
}

const API_ERROR = Symbol.for("cloudsmith-trust.CloudsmithApiError");

/**
 * The API answered, and the answer is not a success.
 *
 * Source of the statuses and their bodies: https://docs.cloudsmith.com/api/error-handling
 */
export class CloudsmithApiError extends Error {
  readonly status: number;
  readonly detail: string;
  /** Messages by field of the request, nested fields joined by dots. Empty where the API named none. */
  readonly fields: { readonly [field: string]: readonly string[] };
  readonly request: RequestLine;
  readonly landed: Landed;
  readonly code: ApiErrorCode;
  /** What to do about it, as a sentence. */
  readonly remedy: string;

  constructor(init: ApiErrorInit) {
    const code = init.code ?? codeOfStatus(init.status);
    const fields = init.fields ?? {};
    const remedy = init.remedy ?? API_REMEDIES[code];
    super(
      `Cloudsmith answered ${init.status} to ${init.request.method} ${init.request.path}: ${sentence(init.detail)}${listFields(fields)} ${remedy}`,
    );
    Object.defineProperty(this, API_ERROR, { value: true });
    this.name = "CloudsmithApiError";
    this.status = init.status;
    this.detail = init.detail;
    this.fields = fields;
    this.request = init.request;
    this.landed = init.landed;
    this.code = code;
    this.remedy = remedy;
  }
}

export type TransportErrorCode =
  | "refused"
  | "unknown_host"
  | "unreachable"
  | "reset"
  | "connect_timeout"
  | "answer_timeout"
  | "certificate"
  | "proxy"
  | "truncated"
  | "answer_too_large"
  | "aborted"
  | "failed";

export interface TransportErrorInit {
  readonly code: TransportErrorCode;
  readonly landed: Landed;
  readonly request: RequestLine;
  /** Host and port that were asked. */
  readonly host: string;
  /** What happened, as a sentence without its full stop. */
  readonly what: string;
}

const TRANSPORT_ERROR = Symbol.for("cloudsmith-trust.CloudsmithTransportError");

/** No usable answer: the connection failed, broke, took too long, or the caller gave up. */
export class CloudsmithTransportError extends Error {
  readonly code: TransportErrorCode;
  readonly landed: Landed;
  readonly request: RequestLine;
  readonly host: string;
  readonly remedy: string;

  constructor(init: TransportErrorInit) {
    const remedy = TRANSPORT_REMEDIES[init.code];
    super(`${init.request.method} ${init.request.path} to ${init.host}: ${sentence(init.what)} ${remedy}`);
    Object.defineProperty(this, TRANSPORT_ERROR, { value: true });
    this.name = "CloudsmithTransportError";
    this.code = init.code;
    this.landed = init.landed;
    this.request = init.request;
    this.host = init.host;
    this.remedy = remedy;
  }
}

export type UsageErrorCode =
  | "bad_host"
  | "bad_credential"
  | "bad_header"
  | "bad_proxy"
  | "bad_ca_file"
  | "bad_path"
  | "bad_page"
  | "bad_wait"
  | "read_only";

const USAGE_ERROR = Symbol.for("cloudsmith-trust.CloudsmithUsageError");

/** The client was given something it cannot use. Nothing was sent. */
export class CloudsmithUsageError extends Error {
  readonly code: UsageErrorCode;

  constructor(code: UsageErrorCode, message: string) {
    super(message);
    Object.defineProperty(this, USAGE_ERROR, { value: true });
    this.name = "CloudsmithUsageError";
    this.code = code;
  }
}

export function isCloudsmithApiError(error: unknown): error is CloudsmithApiError {
  return hasBrand(error, API_ERROR);
}

export function isCloudsmithTransportError(error: unknown): error is CloudsmithTransportError {
  return hasBrand(error, TRANSPORT_ERROR);
}

export function isCloudsmithUsageError(error: unknown): error is CloudsmithUsageError {
  return hasBrand(error, USAGE_ERROR);
}

/** A 404 in the API's own words. A 404 that is no JSON comes from something else on the way, and is not one. */
export function isNotFound(error: unknown): error is CloudsmithApiError {
  return isCloudsmithApiError(error) && error.code === "not_found";
}

export function isForbidden(error: unknown): error is CloudsmithApiError {
  return isCloudsmithApiError(error) && error.code === "forbidden";
}

/** Whether the write that failed with this error may have taken effect all the same. */
export function mayHaveLanded(error: unknown): boolean {
  return (isCloudsmithApiError(error) || isCloudsmithTransportError(error)) && error.landed === "maybe";
}

function hasBrand(error: unknown, brand: symbol): boolean {
  return typeof error === "object" && error !== null && brand in error;
}

const STATUS_CODES: { readonly [status: number]: ApiErrorCode } = {
  400: "bad_request",
  401: "unauthorized",
  402: "payment_required",
  403: "forbidden",
  404: "not_found",
  409: "conflict",
  422: "unprocessable",
  429: "throttled",
};

function codeOfStatus(status: number): ApiErrorCode {
  if (status >= 500) {
    return "server_error";
  }
  if (status >= 300 && status < 400) {
    return "redirect_refused";
  }
  return STATUS_CODES[status] ?? "unexpected_answer";
}

const API_REMEDIES: { readonly [code in ApiErrorCode]: string } = {
  bad_request: "The request could not be understood: compare the values with the API's documentation.",
  unauthorized: "Check the API key or token: it may be mistyped, revoked, expired or meant for another host.",
  payment_required: "The organization's plan does not include this.",
  forbidden:
    "The identity lacks the permission: service accounts and OIDC settings need the organization role Manager or Owner, repository privileges need Admin on the repository.",
  not_found:
    "Check the names in the path. Cloudsmith also answers 404 for what the identity may not see, and wants the organization's slug, not its slug_perm, for service accounts.",
  conflict: "Something else changed it at the same time, or it exists already: look at what is there, then try again.",
  unprocessable: "Correct the fields named above.",
  throttled: "The rate limit is used up: try again later, or with fewer processes at once.",
  server_error: "This is Cloudsmith's side: see its status page, and try again later.",
  unexpected_answer:
    "Check the API host: it must be the address of the Cloudsmith API, as https://api.cloudsmith.io/v1.",
  redirect_refused:
    "Credentials never follow a redirect: set the API host to the address that answers without one, as https://api.cloudsmith.io/v1.",
};

const TRANSPORT_REMEDIES: { readonly [code in TransportErrorCode]: string } = {
  refused: "Check the API host and its port, and that nothing in between blocks it.",
  unknown_host: "Check the spelling of the API host, and the name resolution of this machine.",
  unreachable: "Check the network of this machine; a proxy is taken from HTTPS_PROXY.",
  reset: "The connection broke on the way: try again.",
  connect_timeout: "Check the network of this machine; a proxy is taken from HTTPS_PROXY.",
  answer_timeout: "Try again; if it stays so, see the status page of Cloudsmith.",
  certificate:
    "Certificates are always verified: for a private authority name its certificates in NODE_EXTRA_CA_CERTS or the CA file option.",
  proxy: "Check HTTPS_PROXY, and the proxy's own credentials in it; NO_PROXY exempts hosts.",
  truncated: "The answer ended early: try again.",
  answer_too_large: "Check the API host: no answer of the Cloudsmith API is that large.",
  aborted: "It was stopped on request.",
  failed: "Try again; if it stays so, check the API host and the network of this machine.",
};

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function listFields(fields: { readonly [field: string]: readonly string[] }): string {
  const named = Object.entries(fields).map(([field, messages]) => `${field}: ${messages.join(" ")}`);
  return named.length === 0 ? "" : ` (${named.join("; ")})`;
}
