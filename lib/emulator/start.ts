import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { TrustFileValue } from "../trust/index.js";
import { checkAssumptions, defaultAssumptions, type EmulatorAssumptions } from "./assumptions.js";
import { makeClock } from "./clock.js";
import { Consistency } from "./consistency.js";
import { Emulator } from "./emulator.js";
import { PortInUseError } from "./errors.js";
import { Faults } from "./faults.js";
import { RateLimiter } from "./http/rate-limit.js";
import { Router } from "./http/router.js";
import { makeServer } from "./http/server.js";
import { AccessTokens } from "./issuer/access-tokens.js";
import { Jobs } from "./issuer/jobs.js";
import { IssuerKeys } from "./issuer/keys.js";
import { IssuerKeySets } from "./issuer/verify.js";
import { newApiKey, newGitHubToken } from "./private/keys.js";
import { RequestLog } from "./requests.js";
import { ROUTES } from "./routes.js";
import { checkSettings, defaultSettings, type EmulatorSettings } from "./settings.js";
import { newState } from "./state.js";
import type { World } from "./world.js";

export interface EmulatorOptions {
  /** @default - a free one */
  readonly port?: number;
  /** Slug of the organization. @default - the seed's, else "acme" */
  readonly organization?: string;
  /** What is there from the start, as a trust file's value. @default - nothing but the organization and its owner */
  readonly seed?: TrustFileValue;
  readonly settings?: Partial<EmulatorSettings>;
  readonly assumptions?: Partial<EmulatorAssumptions>;
  /** Milliseconds since the epoch. @default Date.now */
  readonly now?: () => number;
}

/**
 * Starts an embedded Cloudsmith on 127.0.0.1.
 *
 * @throws {PortInUseError} when another process listens on the port
 * @throws {EmulatorError} `invalid_seed`, `invalid_settings`
 * @example const emulator = await startEmulator({ assumptions: { "exchange-status": "200" } });
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const defaults = defaultSettings();
  const given = checkSettings({ ...options.settings });
  const initial = {
    organization: options.organization ?? options.seed?.organization ?? "acme",
    seed: options.seed,
    settings: {
      ...defaults,
      ...given,
      consistency: { ...defaults.consistency, ...given.consistency },
    },
    assumptions: { ...defaultAssumptions(), ...checkAssumptions({ ...options.assumptions }) },
  };
  const settings = structuredClone(initial.settings);
  const assumptions = { ...initial.assumptions };
  const clock = makeClock(options.now ?? Date.now, () => settings.clockOffsetMs);
  const ownerKey = newApiKey();
  const router = new Router(ROUTES);
  const requests = new RequestLog((route) => router.knows(route));
  const faults = new Faults((route) => router.knows(route) || ROUTES.some(({ pattern }) => pattern === route));
  let port = 0;
  const world: World = {
    state: newState(initial.organization, ownerKey, () => clock.stamp()),
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
    emulator: () => emulator,
    url: () => `http://127.0.0.1:${port}`,
  };
  const server = makeServer({ world, router, faults, requests });
  const emulator = new Emulator({
    world,
    ownerKey,
    gitHubToken: newGitHubToken(),
    requests,
    faults,
    initial,
    stop: () => stop(server),
  });
  emulator.reset();
  port = await listen(server, options.port ?? 0);
  return emulator;
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(error.code === "EADDRINUSE" ? new PortInUseError(port) : error);
    });
    server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

async function stop(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  server.closeAllConnections();
  await closed;
}
