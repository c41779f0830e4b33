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
    packageSyncReads: 0,
  };
}
