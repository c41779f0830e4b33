import {
  type Clock,
  DEFAULT_RETRY,
  decideRetry,
  type HttpAnswer,
  HttpTransport,
  isCloudsmithTransportError,
  type RetryLimits,
  readRetryAfter,
  Semaphore,
  SYSTEM_CLOCK,
} from "../../cloudsmith/index.js";
import { packageVersion } from "../private/package.js";
import { type GitHubAddress, githubAddress } from "./address.js";
import { nextPage } from "./links.js";
import { rateLimitWait } from "./rate-limit.js";
import { type Asked, limited, noAnswer, refusal, unexpected } from "./refusal.js";
import { tryGithubToken } from "./token.js";

export interface GitHubClientOptions {
  readonly address: GitHubAddress;
  /** Without one only what is public can be read. */
  readonly token?: string;
  /** @default - one of its own, which takes a proxy and certificates from the environment */
  readonly transport?: Pick<HttpTransport, "send" | "close">;
  /** @default - the system's */
  readonly clock?: Clock;
  /** Told of waits for the rate limit, in seconds. */
  readonly onWait?: (seconds: number) => void;
}

export interface GitHubRequest {
  /** Sent as JSON. */
  readonly body?: unknown;
  /** What GitHub wants the token to have, as workflows write it: `pull-requests: write`. Named when it refuses. */
  readonly permission?: string;
}

export interface GitHubAnswer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: { readonly [name: string]: string };
  /** Parsed; undefined where there is none. */
  readonly body: unknown;
}

/** The largest that GitHub gives. */
const PER_PAGE = 100;
/** GitHub asks for requests one after another and refuses a hundred at once; a few keep a thousand reads short. */
const AT_ONCE = 8;
/** "At least one second between" requests that write: https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api */
const BETWEEN_WRITES_MS = 1_000;
/** A job should not sit for the hour that a limit may last. */
const LONGEST_WAIT_MS = 60_000;
const RETRY: RetryLimits = { ...DEFAULT_RETRY, retries: 3, throttleCeilingMs: LONGEST_WAIT_MS };

/** A client for what the environment names: `GITHUB_API_URL`, `GITHUB_TOKEN` or `GH_TOKEN`. */
export function githubClient(
  environment: { readonly [name: string]: string | undefined } = process.env,
  options: Omit<GitHubClientOptions, "address" | "token"> = {},
): GitHubClient {
  const token = tryGithubToken(environment);
  return new GitHubClient({
    ...options,
    address: githubAddress(environment),
    ...(token === undefined ? {} : { token }),
  });
}

/**
 * GitHub's REST API, as far as commands need it. The token goes to the one address and never follows a redirect; rate
 * limits are waited for up to a minute; what may be sent twice is repeated when GitHub fails.
 */
export class GitHubClient {
  readonly #options: GitHubClientOptions;
  readonly #transport: Pick<HttpTransport, "send" | "close">;
  readonly #clock: Clock;
  readonly #places = new Semaphore(AT_ONCE);
  readonly #writing = new Semaphore(1);
  #nextWriteAt = 0;

  constructor(options: GitHubClientOptions) {
    this.#options = options;
    this.#transport = options.transport ?? new HttpTransport();
    this.#clock = options.clock ?? SYSTEM_CLOCK;
  }

  /** @param path below the API's address, each part percent-encoded: `/repos/acme/app` */
  async get(path: string, request: Pick<GitHubRequest, "permission"> = {}): Promise<unknown> {
    return (await this.request("GET", path, request)).body;
  }

  /** Like {@link get}, but undefined where GitHub answers 404: it is not there, or not to be seen. */
  async tryGet(path: string, request: Pick<GitHubRequest, "permission"> = {}): Promise<unknown> {
    const answer = await this.#send("GET", this.#url(path), { ...request, method: "GET", path: pathOf(path) });
    return answer.status === 404
      ? undefined
      : this.#read(answer, { ...request, method: "GET", path: pathOf(path) }).body;
  }

  /**
   * All items of a list, page by page as they are asked for.
   *
   * @param field where the list is inside the answer; without it the answer is the list
   */
  async *each(
    path: string,
    { field, ...request }: Pick<GitHubRequest, "permission"> & { readonly field?: string } = {},
  ): AsyncGenerator<{ readonly [name: string]: unknown }, void> {
    const asked = { ...request, method: "GET", path: pathOf(path) };
    let url: string | undefined = `${this.#url(path)}${path.includes("?") ? "&" : "?"}per_page=${PER_PAGE}`;
    while (url !== undefined) {
      const { body, headers, status }: GitHubAnswer = this.#read(await this.#send("GET", url, asked), asked);
      const items = field === undefined ? body : (body as { [name: string]: unknown } | undefined)?.[field];
      if (!Array.isArray(items) || !items.every((item) => typeof item === "object" && item !== null)) {
        throw unexpected(asked, status, "something that is no list");
      }
      yield* items;
      const next = nextPage(headers.link);
      if (next !== undefined && !next.startsWith(`${this.#options.address.rest}/`)) {
        throw unexpected(asked, status, "a next page on another server");
      }
      url = next;
    }
  }

  /**
   * One request and its answer.
   *
   * @throws GitHubError for anything but a 2xx
   */
  async request(method: string, path: string, request: GitHubRequest = {}): Promise<GitHubAnswer> {
    const { body, ...rest } = request;
    const asked = { ...rest, method, path: pathOf(path) };
    return this.#read(await this.#send(method, this.#url(path), asked, body), asked);
  }

  /** A GraphQL query that only reads. */
  async graphql(query: string): Promise<unknown> {
    const asked = { method: "POST", path: "/graphql", repeatable: true };
    const answer = this.#read(await this.#send("POST", this.#options.address.graphql, asked, { query }), asked);
    const { data, errors } = (answer.body ?? {}) as { data?: unknown; errors?: unknown };
    if (errors !== undefined || typeof data !== "object" || data === null) {
      throw unexpected(asked, answer.status, "no data");
    }
    return data;
  }

  /** Closes the kept connections. */
  close(): void {
    this.#transport.close();
  }

  #url(path: string): string {
    return `${this.#options.address.rest}${path}`;
  }

  #read(answer: HttpAnswer, asked: Asked): GitHubAnswer {
    const { status, headers, text } = answer;
    if (status < 200 || status > 299) {
      throw refusal(answer, asked, this.#options.address);
    }
    try {
      return { status, headers, body: text === "" ? undefined : JSON.parse(text) };
    } catch {
      throw unexpected(asked, status, "something that is not JSON");
    }
  }

  async #send(
    method: string,
    url: string,
    asked: Asked & { readonly repeatable?: boolean },
    body?: unknown,
  ): Promise<HttpAnswer> {
    const writes = method !== "GET" && asked.repeatable !== true;
    const free = await (writes ? this.#writing : this.#places).acquire();
    try {
      if (writes) {
        await this.#clock.sleep(Math.max(0, this.#nextWriteAt - this.#clock.now()));
      }
      return await this.#sendUntilDone(method, url, asked, body);
    } finally {
      if (writes) {
        this.#nextWriteAt = this.#clock.now() + BETWEEN_WRITES_MS;
      }
      free();
    }
  }

  async #sendUntilDone(
    method: string,
    url: string,
    asked: Asked & { readonly repeatable?: boolean },
    body: unknown,
  ): Promise<HttpAnswer> {
    const startedAt = this.#clock.now();
    for (let retries = 0, throttled = 0; ; ) {
      const sent = await this.#once(method, url, body, asked);
      const limit = isFailure(sent) ? undefined : rateLimitWait(sent, this.#clock.now());
      const decision = decideRetry(
        {
          method,
          repeatable: asked.repeatable === true,
          outcome: isFailure(sent)
            ? { kind: "failure", code: sent.code, landed: sent.landed }
            : {
                kind: "answer",
                // whatever status a limit has, nothing was carried out
                status: limit === undefined ? sent.status : 429,
                retryAfterMs: limit ?? readRetryAfter(sent.headers, this.#clock.now()),
              },
          retries,
          throttled,
          elapsedMs: this.#clock.now() - startedAt,
          refreshable: false,
          random: Math.random(),
        },
        RETRY,
      );
      if (decision.action === "retry" || decision.action === "throttle") {
        retries += decision.action === "retry" ? 1 : 0;
        throttled += decision.action === "throttle" ? 1 : 0;
        if (decision.action === "throttle") {
          this.#options.onWait?.(Math.ceil(decision.waitMs / 1_000));
        }
        await this.#clock.sleep(decision.waitMs);
      } else if (isFailure(sent)) {
        throw noAnswer(sent, asked);
      } else if (limit !== undefined) {
        throw limited(limit, asked, sent.status);
      } else {
        return sent;
      }
    }
  }

  async #once(method: string, url: string, body: unknown, { path, repeatable }: Asked & { repeatable?: boolean }) {
    const { token } = this.#options;
    try {
      return await this.#transport.send({
        method,
        url: new URL(url),
        path,
        headers: {
          accept: "application/vnd.github+json",
          "x-github-api-version": "2022-11-28",
          "user-agent": `cloudsmith-trust/${packageVersion()}`,
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        abandonable: method === "GET" || repeatable === true,
      });
    } catch (error) {
      if (isCloudsmithTransportError(error)) {
        return error;
      }
      throw error;
    }
  }
}

const isFailure = isCloudsmithTransportError;

/** Without its query. */
function pathOf(path: string): string {
  return path.split("?")[0] ?? path;
}
