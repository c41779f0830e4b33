import { EmulatorError } from "./errors.js";

/** For how long something is not yet seen: so many reads of the object, or so many milliseconds; null is not at all. */
export type Lag = { readonly reads: number } | { readonly ms: number } | null;

/** Knobs of the emulator that can be turned while it runs. */
export interface EmulatorSettings {
  /** Wait before each answer of the API, in milliseconds. */
  latencyMs: number;
  /** Allowed requests of one caller: sustained a second, and at once after a rest; null lets everything pass. */
  rateLimit: { readonly requestsPerSecond: number; readonly burst: number } | null;
  /** How reads lag behind writes, as replicas of the real service do. */
  consistency: {
    /** Reads of a new object give 404. */
    notFoundAfterCreate: Lag;
    /** Reads give the object as it was before the last update. */
    staleAfterUpdate: Lag;
    /** Reads still give a deleted object. */
    foundAfterDelete: Lag;
  };
  /** Seconds that an exchanged token lives. Measured on the real service: 7200. */
  tokenLifetimeSeconds: number;
  /** Seconds that a job's id token lives. GitHub: 300. */
  idTokenLifetimeSeconds: number;
  /** How far the emulator's clock is ahead of the machine's, in milliseconds. */
  clockOffsetMs: number;
  /** What callers without a token get from the embedded GitHub: all of it, or public repositories to read. */
  githubAnonymous: "everything" | "public";
  /** Reads of a package's status before its synchronisation is complete. */
  packageSyncReads: number;
}

export function defaultSettings(): EmulatorSettings {
  return {
    latencyMs: 0,
    rateLimit: null,
    consistency: { notFoundAfterCreate: null, staleAfterUpdate: null, foundAfterDelete: null },
    tokenLifetimeSeconds: 7200,
    idTokenLifetimeSeconds: 300,
    clockOffsetMs: 0,
    githubAnonymous: "everything",
    packageSyncReads: 0,
  };
}

const isObject = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isAmount = (value: unknown): boolean => typeof value === "number" && Number.isFinite(value) && value >= 0;

const isLag = (value: unknown): boolean =>
  value === null || (isObject(value) && (isAmount(value.reads) || isAmount(value.ms)));

const CHECKS: { readonly [Name in keyof EmulatorSettings]: readonly [(value: unknown) => boolean, string] } = {
  latencyMs: [isAmount, "milliseconds"],
  rateLimit: [
    (value) =>
      value === null ||
      (isObject(value) &&
        isAmount(value.requestsPerSecond) &&
        value.requestsPerSecond !== 0 &&
        Number(value.burst) >= 1),
    '{ "requestsPerSecond": above 0, "burst": 1 or more } or null',
  ],
  consistency: [
    (value) =>
      isObject(value) &&
      ["notFoundAfterCreate", "staleAfterUpdate", "foundAfterDelete"].every((name) => isLag(value[name] ?? null)),
    'notFoundAfterCreate, staleAfterUpdate and foundAfterDelete, each { "reads": N }, { "ms": N } or null',
  ],
  tokenLifetimeSeconds: [isAmount, "seconds"],
  idTokenLifetimeSeconds: [isAmount, "seconds"],
  clockOffsetMs: [(value) => Number.isFinite(value), "milliseconds"],
  githubAnonymous: [(value) => value === "everything" || value === "public", "everything or public"],
  packageSyncReads: [isAmount, "a number of reads"],
};

/**
 * The same settings, after a check of names and values that did not pass a compiler.
 *
 * @throws {EmulatorError} `invalid_settings` naming the setting and what it takes
 */
export function checkSettings(given: { readonly [name: string]: unknown }): Partial<EmulatorSettings> {
  for (const [name, value] of Object.entries(given)) {
    const check = Object.hasOwn(CHECKS, name) ? CHECKS[name as keyof EmulatorSettings] : undefined;
    if (!check) {
      throw new EmulatorError(
        "invalid_settings",
        `There is no setting "${name}". There are ${Object.keys(CHECKS).join(", ")}.`,
      );
    }
    if (!check[0](value)) {
      throw new EmulatorError(
        "invalid_settings",
        `The setting "${name}" cannot be ${JSON.stringify(value)}. It takes ${check[1]}.`,
      );
    }
  }
  return given as Partial<EmulatorSettings>;
}
