import { GITHUB_ISSUER, type GitHubJob } from "../oidc/index.js";
import type { Role, TrustFileValue } from "../trust/index.js";
import { checkAssumptions, type EmulatorAssumptions } from "./assumptions.js";
import { dumpTrustFile } from "./dump.js";
import { EmulatorError } from "./errors.js";
import type { ExchangeRecord } from "./exchanges.js";
import type { Faults } from "./faults.js";
import { mintIdToken } from "./issuer/id-token.js";
import { type Environment, jobEnvironment, knownJob } from "./issuer/job-environment.js";
import type { RequestLog } from "./requests.js";
import { seedState, userRecord } from "./seed.js";
import { checkSettings, type EmulatorSettings } from "./settings.js";
import { type EmulatorState, newService, newState, type OrganizationRole } from "./state.js";
import type { World } from "./world.js";

/** A CI job that is running against the emulator's issuer. */
export interface RunningJob {
  readonly id: string;
  /** What a runner's environment has, the token endpoint and the addresses of the emulator. */
  readonly environment: Environment;
  /** A signed id token of this job, even where GitHub would give it none. @default audience: the owner's URL */
  idToken(audience?: string): Promise<string>;
  close(): void;
}

interface EmulatorParts {
  readonly world: World;
  readonly ownerKey: string;
  readonly gitHubToken: string;
  readonly requests: RequestLog;
  readonly faults: Faults;
  /** What a reset goes back to. */
  readonly initial: {
    readonly organization: string;
    readonly seed: TrustFileValue | undefined;
    readonly settings: EmulatorSettings;
    readonly assumptions: EmulatorAssumptions;
  };
  readonly stop: () => Promise<void>;
}

/**
 * An embedded Cloudsmith, a CI's issuer and a GitHub, on one port of 127.0.0.1. Made by `startEmulator`.
 *
 * @example
 * const emulator = await startEmulator({ seed: { organization: "acme", repositories: [{ slug: "prod" }] } });
 * const job = emulator.startJob({ repository: "acme/app", repositoryId: 74 });
 * await emulator.close();
 */
export class Emulator {
  readonly #parts: EmulatorParts;

  /** The `iss` of the tokens that its jobs get: GitHub's own. */
  readonly issuer: string = GITHUB_ISSUER;

  constructor(parts: EmulatorParts) {
    this.#parts = parts;
  }

  /** `http://127.0.0.1:PORT`; the API is under it and under `/v1`. */
  get url(): string {
    return this.#parts.world.url();
  }

  /** Base URL of the GitHub API subset, before `api/v3/`; what `GITHUB_BASE_URL` takes. */
  get githubUrl(): string {
    return `${this.url}/`;
  }

  get organization(): string {
    return this.state.organization.slug;
  }

  /** Key of the organization's owner, the human user `owner`. The same for the emulator's whole life. */
  get apiKey(): string {
    return this.#parts.ownerKey;
  }

  /** A token that may do everything on the embedded GitHub. The same for the emulator's whole life. */
  get githubToken(): string {
    return this.#parts.gitHubToken;
  }

  /** Plain maps to read and edit. A new object after each reset. */
  get state(): EmulatorState {
    return this.#parts.world.state;
  }

  /** Knobs to turn while it runs. */
  get settings(): EmulatorSettings {
    return this.#parts.world.settings;
  }

  /** Readings of what the real API leaves open; see `EMULATOR_ASSUMPTIONS`. */
  get assumptions(): EmulatorAssumptions {
    return this.#parts.world.assumptions;
  }

  get requests(): RequestLog {
    return this.#parts.requests;
  }

  get faults(): Faults {
    return this.#parts.faults;
  }

  /** Exchanges so far, with the judgement that decided each. */
  get exchanges(): readonly ExchangeRecord[] {
    return [...this.#parts.world.exchanges];
  }

  /** What to export so that clients talk to the emulator as its owner. */
  get environment(): Environment {
    return {
      CLOUDSMITH_API_HOST: this.url,
      CLOUDSMITH_API_KEY: this.apiKey,
      CLOUDSMITH_ORG: this.organization,
      CLOUDSMITH_NAMESPACE: this.organization,
      ...this.#gitHubEnvironment(),
      // without it, tools would send a token of the person's own
      GITHUB_TOKEN: this.githubToken,
    };
  }

  /** The state's trust as a trust file's value. */
  trustFile(): TrustFileValue {
    return dumpTrustFile(this.state);
  }

  /** Puts what a trust file tells beside what is there. @throws {EmulatorError} `invalid_seed` */
  seed(file: TrustFileValue): void {
    seedState(this.state, file, () => this.#parts.world.clock.stamp());
  }

  /** Back to how it was started: seed, settings and assumptions; without faults, jobs, requests and exchanges. */
  reset(): void {
    const { world, ownerKey, gitHubToken, requests, faults, initial } = this.#parts;
    Object.assign(world.settings, structuredClone(initial.settings));
    Object.assign(world.assumptions, initial.assumptions);
    world.state = newState(initial.organization, ownerKey, () => world.clock.stamp());
    world.state.github.tokens.set(gitHubToken, { login: "octocat", repositories: "all", permissions: "all" });
    world.consistency.clear();
    world.keySets.clear();
    world.jobs.clear();
    world.rates.clear();
    world.exchanges.length = 0;
    requests.clear();
    faults.clear();
    if (initial.seed) {
      this.seed(initial.seed);
    }
  }

  /** Changes settings after a check of their names and values. @throws {EmulatorError} `invalid_settings` */
  configure(settings: { readonly [name: string]: unknown }): void {
    const { consistency, ...others } = checkSettings(settings);
    Object.assign(this.settings, others);
    Object.assign(this.settings.consistency, consistency);
  }

  /** Switches assumptions after a check of their names and values. @throws {EmulatorError} `invalid_settings` */
  assume(assumptions: { readonly [name: string]: unknown }): void {
    Object.assign(this.assumptions, checkAssumptions(assumptions));
  }

  /** Starts a job as described, completed by what the embedded GitHub knows. @throws {OidcError} `invalid_job` */
  startJob(job: GitHubJob): RunningJob {
    const { world } = this.#parts;
    const record = world.jobs.start(knownJob(job, world.state.github));
    return {
      id: record.id,
      environment: {
        ...jobEnvironment(this.url, record),
        CLOUDSMITH_API_HOST: this.url,
        CLOUDSMITH_ORG: this.organization,
        ...this.#gitHubEnvironment(),
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
    return this.#parts.world.issuerKeys.sign(claims.iss, claims);
  }

  /** Gives an issuer a new key, as a rotation does: tokens signed before are no longer good. */
  rotateIssuerKey(issuer: string = this.issuer): void {
    this.#parts.world.issuerKeys.rotate(issuer);
  }

  /** A further account, made without a request. @throws {EmulatorError} `invalid_seed` where the slug is taken */
  createIdentity(
    identity:
      | { readonly kind: "service"; readonly slug: string; readonly role?: Role }
      | { readonly kind: "user"; readonly slug: string; readonly role?: OrganizationRole },
  ): { key: string } {
    const { state } = this;
    const stamp = (): string => this.#parts.world.clock.stamp();
    const { slug } = identity;
    if (state.services.has(slug) || state.users.has(slug)) {
      throw new EmulatorError("invalid_seed", `The slug "${slug}" is taken by another account.`);
    }
    if (identity.kind === "service") {
      const service = newService({ slug, name: slug, role: identity.role ?? "Member" }, stamp);
      state.services.set(slug, service);
      return { key: service.key };
    }
    const user = userRecord(state, slug, stamp, identity.role ?? "Member");
    state.users.set(slug, user);
    return { key: user.key };
  }

  /** Stops listening and ends every connection, hanging ones included. */
  close(): Promise<void> {
    return this.#parts.stop();
  }

  #gitHubEnvironment(): Environment {
    return { GITHUB_API_URL: `${this.url}/api/v3`, GITHUB_BASE_URL: this.githubUrl };
  }
}
