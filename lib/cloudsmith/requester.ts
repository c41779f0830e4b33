/** Sends one call of the API until it has an outcome: credentials, pacing, retries and errors meet here. */
import type { Credential, CredentialHeader } from "./credentials.js";
import { CloudsmithTransportError, CloudsmithUsageError, isCloudsmithTransportError, type Landed } from "./errors.js";
import type { ApiHost } from "./host.js";
import { type Pacer, readRateHeaders, readRetryAfter, type Wait } from "./pacing.js";
import { errorOf, parseAnswer } from "./private/answer.js";
import type { Clock } from "./private/clock.js";
import type { Semaphore } from "./private/semaphore.js";
import { decideRetry, type Outcome, type RetryLimits } from "./retry.js";
import type { HttpAnswer, HttpTransport } from "./transport.js";

export type ClientLogLevel = "trace" | "debug" | "info" | "warn" | "error";
/** Told what the client does; never a header, a body or a query. */
export type ClientLog = (level: ClientLogLevel, message: string, fields: { readonly [name: string]: unknown }) => void;

/** Pauses of at least this length are told, and counted: shorter ones are ordinary pacing. */
export const LONG_WAIT_MS = 5_000;

export interface RequestOptions {
  /**
   * Aborts reads, pauses, retries and writes that were not sent yet. A write that may have reached the API goes on
   * until its answer.
   */
  readonly signal?: AbortSignal;
}

export type Query = { readonly [name: string]: string | number | boolean | undefined };

export interface Call {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below the API host, percent-encoded. */
  readonly path: string;
  readonly query?: Query;
  readonly body?: unknown;
  /** No credential is sent, and the path is below the host's root: the exchange. */
  readonly anonymous?: boolean;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  /** Undefined for an empty body. */
  readonly json: unknown;
}

export interface RequesterParts {
  readonly host: ApiHost;
  readonly credential: Credential | undefined;
  readonly headers: { readonly [name: string]: string };
  readonly transport: HttpTransport;
  readonly pacers: { readonly authenticated: Pacer; readonly anonymous: Pacer };
  readonly retry: RetryLimits;
  readonly clock: Clock;
  /** 0 ≤ random < 1 */
  readonly random: () => number;
  readonly places: Semaphore | undefined;
  readonly readOnly: boolean;
  /** Called before anything but a read is sent. */
  readonly beforeWrite: () => void;
  readonly log: ClientLog;
  readonly onWait: (wait: Wait) => void;
}

/** One call under way. */
interface Attempts {
  readonly call: Call;
  readonly signal: AbortSignal | undefined;
  readonly startedAt: number;
  number: number;
  retries: number;
  throttled: number;
  refreshed: boolean;
  /** Whether an attempt before this one may have taken effect. */
  landed: Landed;
}

interface Sent {
  readonly answer: HttpAnswer | undefined;
  readonly error: unknown;
  readonly header: CredentialHeader | undefined;
}

export class Requester {
  readonly #parts: RequesterParts;
  #toldUntil = 0;

  constructor(parts: RequesterParts) {
    this.#parts = parts;
  }

  /**
   * @throws CloudsmithApiError for any answer that is not a success
   * @throws CloudsmithTransportError where no answer came
   * @throws CloudsmithUsageError `read_only`
   */
  async request(call: Call, options: RequestOptions = {}): Promise<ApiAnswer> {
    const { clock, places } = this.#parts;
    if (!isHarmless(call)) {
      this.#beforeWrite(call);
    }
    const attempts: Attempts = {
      call,
      signal: options.signal,
      startedAt: clock.now(),
      number: 0,
      retries: 0,
      throttled: 0,
      refreshed: false,
      landed: "no",
    };
    try {
      const leave = await places?.acquire(options.signal);
      try {
        return await this.#untilDone(attempts);
      } finally {
        leave?.();
      }
    } catch (error) {
      throw options.signal?.aborted === true && error === options.signal.reason ? this.#aborted(attempts) : error;
    }
  }

  #beforeWrite(call: Call): void {
    if (this.#parts.readOnly) {
      throw new CloudsmithUsageError(
        "read_only",
        `${call.method} ${call.path} was not sent: this client only reads. This is a fault of the command that asked for it.`,
      );
    }
    this.#parts.beforeWrite();
  }

  async #untilDone(attempts: Attempts): Promise<ApiAnswer> {
    for (;;) {
      const { answer, error, header } = await this.#attempt(attempts);
      const decision = decideRetry(
        {
          method: attempts.call.method,
          repeatable: attempts.call.anonymous === true,
          outcome: this.#outcomeOf(answer, error),
          retries: attempts.retries,
          throttled: attempts.throttled,
          elapsedMs: this.#parts.clock.now() - attempts.startedAt,
          refreshable: header !== undefined && this.#parts.credential?.invalidate !== undefined && !attempts.refreshed,
          random: this.#parts.random(),
        },
        this.#parts.retry,
      );
      if (decision.action === "finish") {
        return this.#finish(attempts, answer, error, header);
      }
      if (decision.action === "refresh" && header !== undefined) {
        this.#parts.credential?.invalidate?.(header);
        attempts.refreshed = true;
      } else if (decision.action === "throttle") {
        this.#pacer(attempts.call).hold(decision.waitMs);
        attempts.throttled += 1;
      } else if (decision.action === "retry") {
        attempts.landed = landedOf(attempts, answer, error);
        attempts.retries += 1;
        this.#tellWait(decision.waitMs, answer === undefined ? "no answer" : `server error ${answer.status}`);
        await this.#parts.clock.sleep(decision.waitMs, attempts.signal);
      }
    }
  }

  async #attempt(attempts: Attempts): Promise<Sent> {
    const { clock, credential, transport } = this.#parts;
    const { call, signal } = attempts;
    const pacer = this.#pacer(call);
    await pacer.start(signal, (waitMs, reason) => this.#tellWait(waitMs, reason));
    attempts.number += 1;
    let answer: HttpAnswer | undefined;
    let began = clock.now();
    try {
      const header =
        call.anonymous === true ? undefined : await credential?.header(signal === undefined ? {} : { signal });
      signal?.throwIfAborted();
      began = clock.now();
      try {
        answer = await transport.send({
          method: call.method,
          path: call.path,
          url: this.#url(call),
          headers: this.#headers(call, header),
          ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
          ...(signal === undefined ? {} : { signal }),
          abandonable: isHarmless(call),
        });
        this.#logAttempt(attempts, began, answer.status);
        return { answer, error: undefined, header };
      } catch (error) {
        if (!isCloudsmithTransportError(error)) {
          throw error;
        }
        this.#logAttempt(attempts, began, error.code);
        return { answer: undefined, error, header };
      }
    } finally {
      if (answer === undefined) {
        pacer.forget();
      } else {
        pacer.learn(readRateHeaders(answer.headers, clock.now()));
      }
    }
  }

  #outcomeOf(answer: HttpAnswer | undefined, error: unknown): Outcome {
    if (answer === undefined) {
      const { code, landed } = error as CloudsmithTransportError;
      return { kind: "failure", code, landed };
    }
    if (answer.status >= 200 && answer.status < 300 && parseAnswer(answer).broken) {
      return { kind: "failure", code: "truncated", landed: "maybe" };
    }
    const retryAfterMs = readRetryAfter(answer.headers, this.#parts.clock.now());
    return { kind: "answer", status: answer.status, retryAfterMs };
  }

  #finish(
    attempts: Attempts,
    answer: HttpAnswer | undefined,
    error: unknown,
    header: CredentialHeader | undefined,
  ): ApiAnswer {
    const { call } = attempts;
    if (answer === undefined) {
      throw attempts.landed === "maybe" ? withLanded(error as CloudsmithTransportError) : error;
    }
    // An earlier attempt may have deleted it before its answer was lost.
    if (call.method === "DELETE" && answer.status === 404 && attempts.landed === "maybe") {
      return { status: 204, headers: answer.headers, json: undefined };
    }
    const landed = landedOf(attempts, answer, undefined);
    const parsed = parseAnswer(answer);
    const line = { method: call.method, path: call.path };
    const failure = errorOf(answer, parsed, line, landed, this.#secretsOf(call, header));
    if (failure !== undefined) {
      throw failure;
    }
    return { status: answer.status, headers: answer.headers, json: parsed.json };
  }

  #aborted(attempts: Attempts): CloudsmithTransportError {
    const { method, path } = attempts.call;
    return new CloudsmithTransportError({
      code: "aborted",
      landed: attempts.landed,
      host: new URL(this.#parts.host.origin).host,
      request: { method, path },
      what: "stopped before an answer came",
    });
  }

  #url(call: Call): URL {
    const url = new URL((call.anonymous === true ? this.#parts.host.root : this.#parts.host.base) + call.path);
    for (const [name, value] of Object.entries(call.query ?? {})) {
      if (value !== undefined) {
        url.searchParams.set(name, String(value));
      }
    }
    return url;
  }

  #headers(call: Call, credential: CredentialHeader | undefined): { [name: string]: string } {
    const given = Object.entries(this.#parts.headers).filter(
      ([name]) => call.anonymous !== true || !CREDENTIAL_HEADERS.has(name.toLowerCase()),
    );
    return {
      ...Object.fromEntries(given),
      ...(call.body === undefined ? {} : { "content-type": "application/json" }),
      ...(credential === undefined ? {} : { [credential.name]: credential.value }),
    };
  }

  /** What a server might repeat in its answer. */
  #secretsOf(call: Call, header: CredentialHeader | undefined): string[] {
    const token = call.anonymous === true && hasToken(call.body) ? [call.body.oidc_token] : [];
    const extra = Object.entries(this.#parts.headers)
      .filter(([name]) => CREDENTIAL_HEADERS.has(name.toLowerCase()))
      .map(([, value]) => value);
    return [...(header === undefined ? [] : [header.value]), ...token, ...extra];
  }

  #pacer(call: Call): Pacer {
    return call.anonymous === true ? this.#parts.pacers.anonymous : this.#parts.pacers.authenticated;
  }

  /** Requests that wait for the same moment make one notice, not one each. */
  #tellWait(waitMs: number, reason: string): void {
    const now = this.#parts.clock.now();
    if (waitMs < LONG_WAIT_MS || now + waitMs <= this.#toldUntil) {
      return;
    }
    this.#toldUntil = now + waitMs + LONG_WAIT_MS;
    const seconds = Math.ceil(waitMs / 1_000);
    this.#parts.log("warn", `waiting ${seconds} s: ${reason}`, { seconds, reason });
    this.#parts.onWait({ seconds, reason });
  }

  #logAttempt(attempts: Attempts, began: number, status: number | string): void {
    const { method, path } = attempts.call;
    const ms = this.#parts.clock.now() - began;
    this.#parts.log("debug", `${method} ${path} ${status}`, { method, path, status, ms, attempt: attempts.number });
  }
}

const CREDENTIAL_HEADERS: ReadonlySet<string> = new Set(["x-api-key", "authorization", "cookie"]);

function hasToken(body: unknown): body is { oidc_token: string } {
  return typeof body === "object" && body !== null && "oidc_token" in body && typeof body.oidc_token === "string";
}

/**
 * Whether the call may have taken effect by now. A refusal proves that this attempt did not, and so do 307 and 308; a
 * server error or a lost answer does not, nor the older redirects, which may follow a success.
 */
function landedOf({ call, landed }: Attempts, answer: HttpAnswer | undefined, error: unknown): Landed {
  if (landed === "maybe" || isHarmless(call)) {
    return landed;
  }
  if (answer !== undefined) {
    return answer.status >= 500 || answer.status <= 303 ? "maybe" : "no";
  }
  return isCloudsmithTransportError(error) ? error.landed : "no";
}

/** Reads, and the exchange: they can be given up and repeated at will. */
function isHarmless(call: Call): boolean {
  return call.method === "GET" || call.anonymous === true;
}

function withLanded(error: CloudsmithTransportError): CloudsmithTransportError {
  const { code, host, request } = error;
  const what = "this attempt failed, and an earlier one may have taken effect";
  return error.landed === "maybe"
    ? error
    : new CloudsmithTransportError({ code, landed: "maybe", host, request, what });
}
