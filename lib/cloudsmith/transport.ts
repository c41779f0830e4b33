/**
 * One HTTP request over axios, once: no redirect, no retry, no credential of its own. What it adds to axios is knowing
 * whether a request can have reached the other side, and never giving up on a write that did.
 */
import type * as Http from "node:http";
import type * as Https from "node:https";
import type { AxiosResponse, AxiosStatic } from "axios";
import { CloudsmithTransportError } from "./errors.js";
import { describeFailure } from "./private/failure.js";
import { proxyFor } from "./private/proxy.js";
import { trustedCertificates } from "./private/tls.js";
import { tunnelAgent } from "./private/tunnel.js";
import { type Progress, type Stop, Watch } from "./private/watch.js";

/** TCP and TLS together; the official clients wait without end, browsers about this long. */
export const CONNECT_TIMEOUT_MS = 10_000;
/** From the request's last byte to the answer's: twice what the official clients give the exchange (30 s). */
export const ANSWER_TIMEOUT_MS = 60_000;
/** Far above a page of 500 settings with long claims; an answer larger than this is not the API's. */
export const MAX_ANSWER_BYTES = 32 * 1024 * 1024;
/**
 * Idle connections are closed before servers do it: a request that meets a closing connection cannot be told from one
 * that landed. Node's own servers close after 5 s, others later.
 */
export const IDLE_CONNECTION_MS = 4_000;

export interface HttpRequest {
  readonly method: string;
  /** How errors call the address; without a query. @default - the path of the URL */
  readonly path?: string;
  readonly url: URL;
  readonly headers: { readonly [name: string]: string };
  /** Sent as it is. */
  readonly body?: string;
  readonly signal?: AbortSignal;
  /**
   * Whether nothing is lost by giving it up on its way: the signal then counts to the end, and nothing can have landed.
   * Never true for a write.
   */
  readonly abandonable: boolean;
}

export interface HttpAnswer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: { readonly [name: string]: string };
  readonly text: string;
}

export interface HttpTransportOptions {
  /** PEM certificates to trust beside Node's own and those of `NODE_EXTRA_CA_CERTS`. */
  readonly caFile?: string;
  /** @default - process.env */
  readonly environment?: { readonly [name: string]: string | undefined };
  /** @default - CONNECT_TIMEOUT_MS */
  readonly connectTimeoutMs?: number;
  /** @default - ANSWER_TIMEOUT_MS */
  readonly answerTimeoutMs?: number;
  /** @default - MAX_ANSWER_BYTES */
  readonly maxAnswerBytes?: number;
}

export class HttpTransport {
  readonly #options: HttpTransportOptions;
  readonly #environment: { readonly [name: string]: string | undefined };
  readonly #agents = new Map<string, Http.Agent>();
  readonly #ready = new WeakSet<object>();

  constructor(options: HttpTransportOptions = {}) {
    this.#options = options;
    this.#environment = options.environment ?? process.env;
  }

  /**
   * Sends the request and reads the whole answer, whatever its status.
   *
   * @throws CloudsmithTransportError when there is no whole answer
   * @throws CloudsmithUsageError `bad_proxy`, `bad_ca_file`
   */
  async send(request: HttpRequest): Promise<HttpAnswer> {
    const axios = require("axios") as AxiosStatic;
    const agent = this.#agentFor(request.url);
    const progress: Progress = { sent: false, answered: false, failure: undefined };
    const watch = new Watch(request, progress, {
      connectTimeoutMs: this.#options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
      answerTimeoutMs: this.#options.answerTimeoutMs ?? ANSWER_TIMEOUT_MS,
    });
    try {
      const answer: AxiosResponse<string> = await axios.request({
        method: request.method,
        url: request.url.href,
        headers: { ...DEFAULT_HEADERS, ...request.headers },
        ...(request.body === undefined ? {} : { data: request.body }),
        signal: watch.signal,
        httpAgent: agent,
        httpsAgent: agent,
        // The agent tunnels; axios's own handling would open a new tunnel for each request.
        proxy: false,
        maxRedirects: 0,
        validateStatus: () => true,
        responseType: "text",
        transformRequest: [(body: unknown) => body],
        transformResponse: [(body: unknown) => body],
        maxContentLength: this.#options.maxAnswerBytes ?? MAX_ANSWER_BYTES,
        maxBodyLength: Number.POSITIVE_INFINITY,
        transport: this.#wire(request.url, progress, watch),
      });
      return { status: answer.status, headers: plainHeaders(answer.headers), text: answer.data ?? "" };
    } catch (error) {
      // Only the code and a fixed sentence go on: what axios throws holds the request's headers.
      throw toTransportError(request, progress, watch.stopped, error);
    } finally {
      watch.end();
    }
  }

  /** Closes the kept connections. A transport that is not closed does not keep the process alive. */
  close(): void {
    for (const agent of this.#agents.values()) {
      agent.destroy();
    }
    this.#agents.clear();
  }

  #agentFor(url: URL): Http.Agent {
    const proxy = url.protocol === "https:" ? proxyFor(url, this.#environment) : undefined;
    const key = `${url.protocol}${proxy?.href ?? ""}`;
    const known = this.#agents.get(key);
    if (known !== undefined) {
      return known;
    }
    const agent = this.#makeAgent(url.protocol, proxy);
    this.#agents.set(key, agent);
    return agent;
  }

  #makeAgent(protocol: string, proxy: URL | undefined): Http.Agent {
    const keep = { keepAlive: true, timeout: IDLE_CONNECTION_MS };
    if (protocol === "http:") {
      return new (nodeHttp().Agent)(keep);
    }
    const ca = trustedCertificates(this.#options.caFile, this.#environment);
    const tls: Https.AgentOptions = {
      ...keep,
      // Said outright, so that NODE_TLS_REJECT_UNAUTHORIZED=0 does not count here.
      rejectUnauthorized: true,
      minVersion: "TLSv1.2",
      ...(ca === undefined ? {} : { ca }),
    };
    return proxy === undefined
      ? new (nodeHttps().Agent)(tls)
      : tunnelAgent({
          proxy,
          tls,
          timeoutMs: this.#options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
          onReady: (socket) => this.#ready.add(socket),
        });
  }

  /** Node's own request, watched from the outside: axios does not tell when a connection was made. */
  #wire(url: URL, progress: Progress, watch: Watch): { request: typeof Http.request } {
    const node = url.protocol === "https:" ? nodeHttps() : nodeHttp();
    const connected = url.protocol === "https:" ? "secureConnect" : "connect";
    const request = (options: Http.RequestOptions, onAnswer: (answer: Http.IncomingMessage) => void) => {
      const made = node.request(options, (answer) => {
        progress.answered = true;
        onAnswer(answer);
      });
      made.once("error", (error) => {
        progress.failure = error;
      });
      made.once("socket", (socket) => {
        if (made.reusedSocket || this.#ready.has(socket)) {
          watch.sent();
        } else {
          socket.once(connected, () => watch.sent());
        }
      });
      return made;
    };
    return { request: request as typeof Http.request };
  }
}

/** Without a body there is no type: axios would otherwise call an empty POST a form. */
const DEFAULT_HEADERS = { accept: "application/json", "content-type": false } as const;

const nodeHttp = (): typeof Http => require("node:http");
const nodeHttps = (): typeof Https => require("node:https");

function plainHeaders(headers: AxiosResponse["headers"]): { [name: string]: string } {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}

function toTransportError(
  request: HttpRequest,
  progress: Progress,
  stopped: Stop | undefined,
  error: unknown,
): CloudsmithTransportError {
  const tooLarge = error instanceof Error && error.message.startsWith("maxContentLength");
  const { code, what } = describeFailure({
    stopped,
    tooLarge,
    answered: progress.answered,
    errorCode: progress.failure?.code ?? codeOf(error),
    message: progress.failure?.code === "ERR_PROXY" ? progress.failure.message : undefined,
  });
  return new CloudsmithTransportError({
    code,
    what,
    landed: progress.sent && !request.abandonable ? "maybe" : "no",
    host: request.url.host,
    request: { method: request.method, path: request.path ?? request.url.pathname },
  });
}

function codeOf(error: unknown): string | undefined {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : undefined;
}
