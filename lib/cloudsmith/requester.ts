/** Sends one call of the API until it has an outcome: credentials, pacing, retries and errors meet here. */
import { setMaxListeners } from "node:events";
import type { Credential, CredentialHeader } from "./credentials.js";
import {
  CloudsmithApiError,
  CloudsmithTransportError,
  CloudsmithUsageError,
  isCloudsmithTransportError,
  isNotFound,
} from "./errors.js";
import type { ApiHost } from "./host.js";
import { type Pacer, type RateHeaders, readRateHeaders, readRetryAfter, type Wait } from "./pacing.js";
import { errorOf, parseAnswer } from "./private/answer.js";
import { type Attempts, landedOf, outcomeOf, type Sent, withLanded } from "./private/attempts.js";
import type { Clock } from "./private/clock.js";
import { headersOf, isHarmless, secretsOf, urlOf } from "./private/message.js";
import type { Semaphore } from "./private/semaphore.js";
import { remedyUntil } from "./rate-limit-wait.js";
import { decideRetry, type RetryLimits } from "./retry.js";
import type { HttpTransport } from "./transport.js";

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
  /** Milliseconds since the epoch: no pause for the rate limit outlasts it. */
  readonly waitUntil: number | undefined;
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
    if (options.signal !== undefined) {
      // One signal often stops many requests at once; Node would take the eleventh for a leak.
      setMaxListeners(0, options.signal);
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
        `${call.method} ${call.path} was not sent: this client only reads. A provider does so where CLOUDSMITH_READ_ONLY is set; unset it to apply.`,
      );
    }
    this.#parts.beforeWrite();
  }

  async #untilDone(attempts: Attempts): Promise<ApiAnswer> {
    const { clock, credential, random, retry, waitUntil } = this.#parts;
    for (;;) {
      const sent = await this.#attempt(attempts);
      const decision = decideRetry(
        {
          method: attempts.call.method,
          repeatable: attempts.call.anonymous === true,
          outcome: outcomeOf(sent, clock.now()),
          retries: attempts.retries,
          throttled: attempts.throttled,
          elapsedMs: clock.now() - attempts.startedAt,
          ...(waitUntil === undefined ? {} : { leftMs: waitUntil - clock.now() }),
          refreshable: sent.header !== undefined && credential?.invalidate !== undefined && !attempts.refreshed,
          random: random(),
        },
        retry,
      );
      if (decision.action === "finish") {
        this.#holdOthers(attempts.call, sent);
        return this.#finish(attempts, sent);
      }
      if (decision.action === "refresh" && sent.header !== undefined) {
        credential?.invalidate?.(sent.header);
        attempts.refreshed = true;
      } else if (decision.action === "throttle") {
        this.#pacer(attempts.call).hold(decision.waitMs);
        attempts.throttled += 1;
      } else if (decision.action === "retry") {
        attempts.landed = landedOf(attempts, sent);
        attempts.retries += 1;
        this.#tellWait(
          decision.waitMs,
          sent.kind === "failure" ? sent.error.code : `server error ${sent.answer.status}`,
        );
        await clock.sleep(decision.waitMs, attempts.signal);
      }
    }
  }

  async #attempt(attempts: Attempts): Promise<Sent> {
    const { clock, credential } = this.#parts;
    const { call, signal } = attempts;
    const pacer = this.#pacer(call);
    this.#refuseLongWait(attempts, pacer);
    await pacer.start(signal, (waitMs, reason) => this.#tellWait(waitMs, reason), this.#parts.waitUntil);
    let rate: RateHeaders | undefined;
    try {
      const header =
        call.anonymous === true ? undefined : await credential?.header(signal === undefined ? {} : { signal });
      signal?.throwIfAborted();
      attempts.number += 1;
      const began = clock.now();
      const sent = await this.#send(call, header, signal);
      this.#logAttempt(attempts, began, sent.kind === "failure" ? sent.error.code : sent.answer.status);
      rate = sent.kind === "failure" ? undefined : readRateHeaders(sent.answer.headers, clock.now());
      return sent;
    } finally {
      pacer.end(rate);
    }
  }

  async #send(call: Call, header: CredentialHeader | undefined, signal: AbortSignal | undefined): Promise<Sent> {
    const { host, headers, transport } = this.#parts;
    try {
      const answer = await transport.send({
        method: call.method,
        path: call.path,
        url: urlOf(host, call),
        headers: headersOf(headers, call, header),
        ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
        ...(signal === undefined ? {} : { signal }),
        abandonable: isHarmless(call),
      });
      return { kind: "answer", answer, parsed: parseAnswer(answer), header };
    } catch (error) {
      if (isCloudsmithTransportError(error)) {
        return { kind: "failure", error, header };
      }
      throw error;
    }
  }

  #finish(attempts: Attempts, sent: Sent): ApiAnswer {
    const { call } = attempts;
    const landed = landedOf(attempts, sent);
    if (sent.kind === "failure") {
      throw withLanded(sent.error, landed);
    }
    const { answer, parsed, header } = sent;
    const line = { method: call.method, path: call.path };
    const failure = errorOf(answer, parsed, line, landed, {
      secrets: secretsOf(this.#parts.headers, call, header),
      now: this.#parts.clock.now(),
    });
    // An earlier attempt may have deleted it before its answer was lost.
    if (call.method === "DELETE" && isNotFound(failure) && landed === "maybe") {
      return { status: 204, headers: answer.headers, json: undefined };
    }
    if (failure !== undefined) {
      throw failure;
    }
    return { status: answer.status, headers: answer.headers, json: parsed.json };
  }

  /** What one was told to wait for, longer than there is time, the others need not be told each. */
  #holdOthers(call: Call, sent: Sent): void {
    if (this.#parts.waitUntil !== undefined && sent.kind === "answer" && sent.answer.status === 429) {
      this.#pacer(call).hold(readRetryAfter(sent.answer.headers, this.#parts.clock.now()) ?? 0);
    }
  }

  #refuseLongWait({ call: { method, path }, landed }: Attempts, { heldUntil }: Pacer): void {
    if (heldUntil > (this.#parts.waitUntil ?? heldUntil)) {
      throw new CloudsmithApiError({
        status: 429,
        detail: "It was not sent: the answer to another request asked to wait for longer than there is time",
        request: { method, path },
        landed,
        remedy: remedyUntil(heldUntil),
      });
    }
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
