import type { AddressInfo } from "node:net";
import { GITHUB_ISSUER, type GitHubJob } from "../oidc/index.js";
import type { Role } from "../trust/index.js";
import { defaultAssumptions, type EmulatorAssumptions } from "./assumptions.js";
import { makeClock } from "./clock.js";
import { Consistency } from "./consistency.js";
import { dumpTrustFile } from "./dump.js";
import { EmulatorError, PortInUseError } from "./errors.js";
import type { ExchangeRecord } from "./exchanges.js";
import { Faults } from "./faults.js";
import { RateLimiter } from "./http/rate-limit.js";
import { Router } from "./http/router.js";
import { makeServer } from "./http/server.js";
import { AccessTokens } from "./issuer/access-tokens.js";
import { mintIdToken } from "./issuer/id-token.js";
import { type Environment, jobEnvironment } from "./issuer/job-environment.js";
import { Jobs } from "./issuer/jobs.js";
import { IssuerKeys } from "./issuer/keys.js";
import { IssuerKeySets } from "./issuer/verify.js";
import { newApiKey } from "./private/keys.js";
import { RequestLog } from "./requests.js";
import { ROUTES } from "./routes.js";
import { seedState, userRecord } from "./seed.js";
import { defaultSettings, type EmulatorSettings } from "./settings.js";
import { type EmulatorState, newService, newState, type OrganizationRole } from "./state.js";
import type { TrustFile } from "./trust-file.js";
import type { World } from "./world.js";

export interface EmulatorOptions {
  /** @default - a free one */
  readonly port?: number;
  /** Slug of the organisation. @default - the seed's, else "acme" */
  readonly organization?: string;
  /** What is there from the start, as a trust file's value. @default - nothing but the organisation and its owner */
  readonly seed?: TrustFile;
  readonly settings?: Partial<EmulatorSettings>;
  readonly assumptions?: Partial<EmulatorAssumptions>;
  /** Milliseconds since the epoch. @default Date.now */
  readonly now?: () => number;
}

/** A CI job that is running against the emulator's issuer. */
export interface RunningJob {
  readonly id: string;
  /** What a runner's environment has, the token endpoint and the addresses of the emulator. */
  readonly environment: Environment;
  /** A signed id token of this job, even where GitHub would give it none. @default audience: the owner's URL */
  idToken(audience?: string): Promise<string>;
  close(): void;
}

/**
 * An embedded Cloudsmith, a CI's issuer and a GitHub, on one port of 127.0.0.1.
 *
 * @example
 * const emulator = await startEmulator({ seed: { organization: "acme", repositories: [{ slug: "prod" }] } });
 * const job = emulator.startJob({ repository: "acme/app", repositoryId: 74 });
 * await emulator.close();
 */
export class Emulator {
  /** @internal */
  constructor(
    private readonly world: World,
    private readonly ownerKey: string,
    readonly requests: RequestLog,
    readonly faults: Faults,
    private readonly stop: () => Promise<void>,
  ) {}

  /** `http://127.0.0.1:PORT`; the API is under it and under `/v1`. */
  get url(): string {
    return this.world.url();
  }

  /** Base of the GitHub API subset, with `/api/v3` to come. */
  get githubUrl(): string {
    return `${this.url}/`;
  }

  /** The `iss` of the tokens that its jobs get: GitHub's own. */
  readonly issuer: string = GITHUB_ISSUER;

  get organization(): string {
    return this.world.state.organization.slug;
  }

  /** Key of the organisation's owner, the human user `owner`. The same for the emulator's whole life. */
  get apiKey(): string {
    return this.ownerKey;
  }

  /** Plain maps to read and edit. A new object after each reset. */
  get state(): EmulatorState {
    return this.world.state;
  }

  get settings(): EmulatorSettings {
    return this.world.settings;
  }

  get assumptions(): EmulatorAssumptions {
    return this.world.assumptions;
  }

  /** Exchanges so far, with the judgement that decided each. */
  get exchanges(): readonly ExchangeRecord[] {
    return [...this.world.exchanges];
  }

  /** What to export so that clients talk to the emulator as its owner. */
  get environment(): Environment {
    return {
      CLOUDSMITH_API_HOST: this.url,
      CLOUDSMITH_API_KEY: this.apiKey,
      CLOUDSMITH_ORG: this.organization,
      CLOUDSMITH_NAMESPACE: this.organization,
      GITHUB_API_URL: `${this.url}/api/v3`,
      GITHUB_BASE_URL: this.githubUrl,
    };
  }

  /** The state's trust as a trust file's value. */
  trustFile(): TrustFile {
    return dumpTrustFile(this.state);
  }

  /** @throws {EmulatorError} `invalid_seed` */
  seed(file: TrustFile): void {
    seedState(this.state, file, () => this.world.clock.stamp());
  }

  /** Back to an organisation with nobody but its owner: no faults, jobs, requests; settings and assumptions stay. */
  reset(): void {
    const { world } = this;
    world.state = newState(this.organization, this.ownerKey, () => world.clock.stamp());
    world.consistency.clear();
    world.keySets.clear();
    world.jobs.clear();
    world.rates.clear();
    world.exchanges.length = 0;
    this.requests.clear();
    this.faults.clear();
  }

  /** @throws {OidcError} `invalid_job` */
  startJob(job: GitHubJob): RunningJob {
    const { world } = this;
    const record = world.jobs.start(job);
    return {
      id: record.id,
      environment: {
        ...jobEnvironment(this.url, record),
        CLOUDSMITH_API_HOST: this.url,
        CLOUDSMITH_ORG: this.organization,
        GITHUB_API_URL: `${this.url}/api/v3`,
      },
      idToken: (audience) => mintIdToken(world, record, audience),
      close: () => {
        world.jobs.end(record.id);
      },
    };
  }

  /**
   * Signs any claims as the issuer they name, for the CIs whose jobs cannot be described here.
   *
   * @example await emulator.signIdToken({ iss: "https://gitlab.com", sub: "…", iat, exp })
   */
  signIdToken(claims: { readonly iss: string; readonly [name: string]: unknown }): Promise<string> {
    return this.world.issuerKeys.sign(claims.iss, claims);
  }

  /** A further account, made without a request. Its slug must be free. */
  createIdentity(
    identity:
      | { readonly kind: "service"; readonly slug: string; readonly role?: Role }
      | { readonly kind: "user"; readonly slug: string; readonly role?: OrganizationRole },
  ): { key: string } {
    const { state, clock } = this.world;
    const { slug } = identity;
    if (state.services.has(slug) || state.users.has(slug)) {
      throw new EmulatorError("invalid_seed", `The slug "${slug}" is taken by another account.`);
    }
    if (identity.kind === "service") {
      const service = newService({ slug, name: slug, role: identity.role ?? "Member" }, () => clock.stamp());
      state.services.set(slug, service);
      return { key: service.key };
    }
    const user = userRecord(state, slug, () => clock.stamp(), identity.role ?? "Member");
    state.users.set(slug, user);
    return { key: user.key };
  }

  /** Stops listening and ends every connection, hanging ones included. */
  close(): Promise<void> {
    return this.stop();
  }
}

/**
 * Starts an embedded Cloudsmith on 127.0.0.1.
 *
 * @throws {PortInUseError} when another process listens on the port
 * @throws {EmulatorError} `invalid_seed` when the seed does not hold together
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const settings = { ...defaultSettings(), ...options.settings };
  const assumptions = { ...defaultAssumptions(), ...options.assumptions };
  const clock = makeClock(options.now ?? Date.now, () => settings.clockOffsetMs);
  const ownerKey = newApiKey();
  const organization = options.organization ?? options.seed?.organization ?? "acme";
  let port = 0;
  const world: World = {
    state: newState(organization, ownerKey, () => clock.stamp()),
    settings,
    assumptions,
    clock,
    consistency: new Consistency(
      () => settings.consistency,
      () => performance.now(),
    ),
    issuerKeys: new IssuerKeys(),
    keySets: new IssuerKeySets(),
    tokens: new AccessTokens(),
    jobs: new Jobs(),
    rates: new RateLimiter(
      () => settings.rateLimit,
      () => assumptions["rate-interval"],
      () => performance.now(),
    ),
    exchanges: [],
    url: () => `http://127.0.0.1:${port}`,
  };
  const router = new Router(ROUTES);
  const requests = new RequestLog((route) => router.knows(route));
  const faults = new Faults((route) => router.knows(route) || ROUTES.some(({ pattern }) => pattern === route));
  const server = makeServer({ world, router, faults, requests });
  const emulator = new Emulator(world, ownerKey, requests, faults, async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  });
  if (options.seed) {
    emulator.seed(options.seed);
  }
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(error.code === "EADDRINUSE" ? new PortInUseError(options.port ?? 0) : error);
    });
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  port = (server.address() as AddressInfo).port;
  return emulator;
}
