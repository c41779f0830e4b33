import {
  type Clock,
  DEFAULT_RETRY,
  decideRetry,
  type HttpAnswer,
  type HttpRequest,
  type HttpTransport,
  isCloudsmithTransportError,
  parseHttpUrl,
  readRetryAfter,
  SYSTEM_CLOCK,
} from "../../../cloudsmith/index.js";
import { OidcExchangeError } from "../errors.js";

export interface TokenEndpoint {
  /** For people: `GitHub Actions`. */
  readonly ci: string;
  /** The variable that the URL comes from. */
  readonly variable: string;
  readonly method: "GET" | "POST";
  /** Https, or http to this machine alone: a bearer token of the job goes there. */
  readonly url: string;
  readonly bearer: string;
  /** Field of the JSON answer that holds the id token. */
  readonly field: string;
  readonly signal?: AbortSignal;
}

/** A CI's endpoint answers in a moment or is broken; jobs are not to hang on it for an hour. */
const LIMITS = { ...DEFAULT_RETRY, retries: 4, throttleCeilingMs: 60_000 };

/** Asks a CI for an id token; asking twice does no harm, so it is retried like a read. */
export async function requestToken(
  transport: HttpTransport,
  endpoint: TokenEndpoint,
  clock: Clock = SYSTEM_CLOCK,
): Promise<string> {
  const url = parseHttpUrl(endpoint.url, `The URL in ${endpoint.variable}`, "as the CI sets it");
  const answer = await sendUntilDone(transport, endpoint, url, clock);
  if (answer.status !== 200) {
    throw failed(endpoint, url, answer.status >= 300 && answer.status < 400 ? "redirect" : String(answer.status));
  }
  const token = fieldOf(answer.text, endpoint.field);
  if (token === undefined) {
    throw failed(endpoint, url, `no JSON with the field ${endpoint.field}`);
  }
  return token;
}

async function sendUntilDone(
  transport: HttpTransport,
  { method, bearer, signal, ci }: TokenEndpoint,
  url: URL,
  clock: Clock,
): Promise<HttpAnswer> {
  const request: HttpRequest = {
    method,
    url,
    path: `the token endpoint of ${ci}`,
    headers: {
      authorization: `Bearer ${bearer}`,
      ...(method === "POST" ? { "content-type": "application/json" } : {}),
    },
    abandonable: true,
    ...(signal === undefined ? {} : { signal }),
  };
  const startedAt = clock.now();
  for (let retries = 0, throttled = 0; ; ) {
    const sent = await attempt(transport, request);
    const decision = decideRetry(
      {
        method,
        repeatable: true,
        outcome: isCloudsmithTransportError(sent)
          ? { kind: "failure", code: sent.code, landed: sent.landed }
          : { kind: "answer", status: sent.status, retryAfterMs: readRetryAfter(sent.headers, clock.now()) },
        retries,
        throttled,
        elapsedMs: clock.now() - startedAt,
        refreshable: false,
        random: Math.random(),
      },
      LIMITS,
    );
    if (decision.action === "retry" || decision.action === "throttle") {
      retries += decision.action === "retry" ? 1 : 0;
      throttled += decision.action === "throttle" ? 1 : 0;
      await clock.sleep(decision.waitMs, signal);
    } else if (isCloudsmithTransportError(sent)) {
      throw sent;
    } else {
      return sent;
    }
  }
}

async function attempt(transport: HttpTransport, request: HttpRequest) {
  try {
    return await transport.send(request);
  } catch (error) {
    if (isCloudsmithTransportError(error)) {
      return error;
    }
    throw error;
  }
}

function failed({ ci, variable }: TokenEndpoint, url: URL, answer: string): OidcExchangeError {
  return new OidcExchangeError(
    "request_failed",
    `${ci} gave no id token: ${url.host} answered ${answer}.`,
    `Check that the job may have one and is still running; the address comes from ${variable}.`,
  );
}

function fieldOf(text: string, field: string): string | undefined {
  try {
    const value = (JSON.parse(text) as { [field: string]: unknown } | null)?.[field];
    return typeof value === "string" && value !== "" ? value : undefined;
  } catch {
    return undefined;
  }
}
