/** What is known of one call while it is tried, and what each attempt came to. */
import type { CredentialHeader } from "../credentials.js";
import { CloudsmithTransportError, type Landed } from "../errors.js";
import { readRetryAfter } from "../pacing.js";
import type { Call } from "../requester.js";
import type { Outcome } from "../retry.js";
import type { HttpAnswer } from "../transport.js";
import type { Parsed } from "./answer.js";
import { isHarmless } from "./message.js";

export interface Attempts {
  readonly call: Call;
  readonly signal: AbortSignal | undefined;
  readonly startedAt: number;
  number: number;
  retries: number;
  throttled: number;
  refreshed: boolean;
  /** Whether an attempt so far may have taken effect. */
  landed: Landed;
}

export type Sent =
  | {
      readonly kind: "answer";
      readonly answer: HttpAnswer;
      readonly parsed: Parsed;
      readonly header: CredentialHeader | undefined;
    }
  | {
      readonly kind: "failure";
      readonly error: CloudsmithTransportError;
      readonly header: CredentialHeader | undefined;
    };

/** An attempt as the retry rules see it. */
export function outcomeOf(sent: Sent, now: number): Outcome {
  if (sent.kind === "failure") {
    return { kind: "failure", code: sent.error.code, landed: sent.error.landed };
  }
  const { status, headers } = sent.answer;
  return isSuccess(status) && sent.parsed.broken
    ? { kind: "failure", code: "truncated", landed: "maybe" }
    : { kind: "answer", status, retryAfterMs: readRetryAfter(headers, now) };
}

/**
 * Whether the call may have taken effect, this attempt included. A refusal proves that an attempt did not, and so do
 * 307 and 308; a server error or a lost answer does not, nor the older redirects, which may follow a success.
 */
export function landedOf({ call, landed }: Attempts, sent: Sent): Landed {
  if (landed === "maybe" || isHarmless(call)) {
    return landed;
  }
  if (sent.kind === "failure") {
    return sent.error.landed;
  }
  return sent.answer.status >= 500 || sent.answer.status <= 303 ? "maybe" : "no";
}

/** The last attempt's error, for a call that may have taken effect before. */
export function withLanded(error: CloudsmithTransportError, landed: Landed): CloudsmithTransportError {
  const { code, host, request } = error;
  const what = `this attempt failed (${code}), and an earlier one may have taken effect`;
  return error.landed === landed ? error : new CloudsmithTransportError({ code, landed, host, request, what });
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}
