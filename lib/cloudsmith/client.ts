import { AuditLog } from "./audit-log.js";
import type { Credential } from "./credentials.js";
import { CloudsmithUsageError } from "./errors.js";
import { DEFAULT_API_HOST, parseApiHost } from "./host.js";
import { Members } from "./members.js";
import { Oidc } from "./oidc.js";
import { OpenId } from "./openid.js";
import { Organizations } from "./organizations.js";
import { Pacer, sharedPacer, type Wait } from "./pacing.js";
import { type Clock, SYSTEM_CLOCK } from "./private/clock.js";
import { Semaphore } from "./private/semaphore.js";
import { Privileges } from "./privileges.js";
import { Rates } from "./rates.js";
import { Repositories } from "./repositories.js";
import { type ClientLog, Requester } from "./requester.js";
import { DEFAULT_RETRY, type RetryLimits } from "./retry.js";
import { Services } from "./services.js";
import { Snapshots } from "./snapshot.js";
import { Teams } from "./teams.js";
import { HttpTransport } from "./transport.js";
import { User } from "./user.js";

export interface CloudsmithClientOptions {
  /** With or without `/v1`. @default - https://api.cloudsmith.io/v1 */
  readonly host?: string;
  /** @default - calls are anonymous */
  readonly credential?: Credential;
  /** Sent with each request; they cannot replace the client's own. */
  readonly headers?: { readonly [name: string]: string };
  /** @default - cloudsmith-trust */
  readonly userAgent?: string;
  /** @default - DEFAULT_RETRY */
  readonly retry?: Partial<RetryLimits>;
  /**
   * Milliseconds since the epoch: no pause for the rate limit outlasts it. What would have to wait longer fails at once,
   * and says until when. @default - the ceilings of `retry` alone
   */
  readonly waitUntil?: number;
  /** @default - the pacers that all clients of this process share for a host */
  readonly pacing?: { readonly authenticated: Pacer; readonly anonymous: Pacer };
  /** Refuses all but GET and the exchange, before anything is sent. @default - false */
  readonly readOnly?: boolean;
  /** Requests at once. @default - no limit */
  readonly concurrency?: number;
  /** Whether `services.read` and `oidc.read` may take items from list pages. @default - true */
  readonly snapshots?: boolean;
  /** PEM certificates to trust beside Node's own. Not together with `transport`. */
  readonly caFile?: string;
  /** @default - a transport of the client's own */
  readonly transport?: HttpTransport;
  readonly log?: ClientLog;
  /** Told of a pause of 5 seconds or more before it begins. */
  readonly onWait?: (wait: Wait) => void;
  /** @default - the system's */
  readonly clock?: Clock;
  /** Chance for the length of pauses, at least 0 and below 1. @default - Math.random */
  readonly random?: () => number;
}

/** Pauses of 5 seconds or more that a client has made, or is making. */
export interface Waits {
  readonly count: number;
  readonly seconds: number;
  /** The latest one's. */
  readonly reason: string;
}

/**
 * The Cloudsmith REST API, as far as trust is concerned: one property an area, one method an endpoint.
 *
 * Make one a command: it paces and retries (`retry.ts`, `pacing.ts`), and what its snapshots have seen they keep.
 *
 * @throws CloudsmithUsageError for options that cannot be used
 * @example new CloudsmithClient({ credential: apiKeyCredential(key) }).services.list("acme")
 */
export class CloudsmithClient {
  readonly services: Services;
  readonly oidc: Oidc;
  readonly privileges: Privileges;
  readonly repositories: Repositories;
  readonly teams: Teams;
  readonly members: Members;
  readonly user: User;
  readonly organizations: Organizations;
  readonly rates: Rates;
  readonly auditLog: AuditLog;
  readonly openid: OpenId;
  readonly #transport: HttpTransport;
  #waits: Waits = { count: 0, seconds: 0, reason: "" };

  constructor(options: CloudsmithClientOptions = {}) {
    const host = parseApiHost(options.host ?? DEFAULT_API_HOST);
    const snapshots = new Snapshots(options.snapshots ?? true);
    this.#transport =
      options.transport ?? new HttpTransport(options.caFile === undefined ? {} : { caFile: options.caFile });
    const requester = new Requester({
      host,
      credential: options.credential,
      headers: { ...checkHeaders(options.headers ?? {}), "user-agent": options.userAgent ?? "cloudsmith-trust" },
      transport: this.#transport,
      pacers: options.pacing ?? pacersOf(host.origin, options.clock),
      retry: { ...DEFAULT_RETRY, ...options.retry },
      waitUntil: options.waitUntil,
      clock: options.clock ?? SYSTEM_CLOCK,
      random: options.random ?? Math.random,
      places: options.concurrency === undefined ? undefined : new Semaphore(options.concurrency),
      readOnly: options.readOnly ?? false,
      beforeWrite: () => snapshots.drop(),
      log: options.log ?? (() => undefined),
      onWait: (wait) => {
        this.#waits = {
          count: this.#waits.count + 1,
          seconds: this.#waits.seconds + wait.seconds,
          reason: wait.reason,
        };
        options.onWait?.(wait);
      },
    });
    this.services = new Services(requester, snapshots);
    this.oidc = new Oidc(requester, snapshots);
    this.privileges = new Privileges(requester);
    this.repositories = new Repositories(requester);
    this.teams = new Teams(requester);
    this.members = new Members(requester);
    this.user = new User(requester);
    this.organizations = new Organizations(requester);
    this.rates = new Rates(requester);
    this.auditLog = new AuditLog(requester);
    this.openid = new OpenId(requester);
  }

  /** Undefined while no long pause was made: for one warning at the end of a command. */
  get waits(): Waits | undefined {
    return this.#waits.count === 0 ? undefined : { ...this.#waits };
  }

  /** Closes idle connections. Not needed for a process to end. */
  close(): void {
    this.#transport.close();
  }
}

function pacersOf(origin: string, clock: Clock | undefined): { authenticated: Pacer; anonymous: Pacer } {
  // A clock of one's own is not shared with those who have another.
  return clock === undefined
    ? { authenticated: sharedPacer(origin, "authenticated"), anonymous: sharedPacer(origin, "anonymous") }
    : { authenticated: new Pacer(clock), anonymous: new Pacer(clock) };
}

/** Headers that HTTP itself, or the client, must be alone to set. */
const RESERVED_HEADERS: ReadonlySet<string> = new Set([
  "accept-encoding",
  "connection",
  "content-length",
  "content-type",
  "expect",
  "host",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "x-api-key",
]);

function checkHeaders(headers: { readonly [name: string]: string }): { [name: string]: string } {
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name) || RESERVED_HEADERS.has(name.toLowerCase())) {
      throw new CloudsmithUsageError("bad_header", `The header "${name}" cannot be set: it is no name, or reserved.`);
    }
    if (!/^[\t\x20-\x7e]*$/.test(value)) {
      throw new CloudsmithUsageError(
        "bad_header",
        `The value of the header "${name}" holds line ends or characters that no header has.`,
      );
    }
  }
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
