import type { TransportErrorCode } from "../errors.js";

export interface Failure {
  readonly stopped: "aborted" | "connect_timeout" | "answer_timeout" | undefined;
  readonly tooLarge: boolean;
  /** Whether the head of an answer had come. */
  readonly answered: boolean;
  /** Node's or OpenSSL's code of the error. */
  readonly errorCode: string | undefined;
  /** Only where it is known to hold nothing secret. */
  readonly message: string | undefined;
}

/** Names a failure and says what happened, in words of our own: foreign messages may hold anything. */
export function describeFailure(failure: Failure): { code: TransportErrorCode; what: string } {
  if (failure.stopped !== undefined) {
    return { code: failure.stopped, what: STOPPED[failure.stopped] };
  }
  if (failure.tooLarge) {
    return { code: "answer_too_large", what: "the answer is larger than the client accepts" };
  }
  const errorCode = failure.errorCode ?? "no code";
  if (failure.message !== undefined) {
    return { code: "proxy", what: failure.message };
  }
  if (failure.answered) {
    return { code: "truncated", what: `the connection ended in the middle of the answer (${errorCode})` };
  }
  const known = BY_CODE[errorCode];
  if (known !== undefined) {
    return { code: known[0], what: `${known[1]} (${errorCode})` };
  }
  if (CERTIFICATE.test(errorCode)) {
    return { code: "certificate", what: `the server's certificate is not trusted (${errorCode})` };
  }
  return { code: "failed", what: `the request failed (${errorCode})` };
}

const STOPPED = {
  aborted: "stopped before an answer came",
  connect_timeout: "no connection was made in time",
  answer_timeout: "no answer came in time",
} as const;

const BY_CODE: { readonly [code: string]: readonly [TransportErrorCode, string] } = {
  ECONNREFUSED: ["refused", "the connection was refused"],
  ENOTFOUND: ["unknown_host", "the host name is not known"],
  EAI_AGAIN: ["unreachable", "the host name could not be looked up just now"],
  EHOSTUNREACH: ["unreachable", "the host cannot be reached"],
  ENETUNREACH: ["unreachable", "the network cannot be reached"],
  ECONNRESET: ["reset", "the connection was reset"],
  ECONNABORTED: ["reset", "the connection was aborted"],
  EPIPE: ["reset", "the connection was closed"],
  ETIMEDOUT: ["connect_timeout", "no connection was made in time"],
};

/** https://docs.openssl.org/master/man3/X509_STORE_CTX_get_error/ as Node spells it, and Node's own check of names. */
const CERTIFICATE =
  /CERT|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY|DECODE)|ERR_TLS|ERR_SSL|^CRL_|INVALID_(?:CA|PURPOSE)|EPROTO/;
