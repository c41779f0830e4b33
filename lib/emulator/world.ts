import type { EmulatorAssumptions } from "./assumptions.js";
import type { Clock } from "./clock.js";
import type { Consistency } from "./consistency.js";
import type { Emulator } from "./emulator.js";
import type { ExchangeLog } from "./exchanges.js";
import type { RateLimiter } from "./http/rate-limit.js";
import type { AccessTokens } from "./issuer/access-tokens.js";
import type { Jobs } from "./issuer/jobs.js";
import type { IssuerKeys } from "./issuer/keys.js";
import type { IssuerKeySets } from "./issuer/verify.js";
import type { EmulatorSettings } from "./settings.js";
import type { EmulatorState } from "./state.js";

/** What handlers work with: the state, the switches, and the few parts that hold something of their own. */
export interface World {
  state: EmulatorState;
  readonly settings: EmulatorSettings;
  readonly assumptions: EmulatorAssumptions;
  readonly clock: Clock;
  readonly consistency: Consistency;
  /** Keys of the issuers that the emulator plays. */
  readonly issuerKeys: IssuerKeys;
  /** Published keys that the exchange has read. */
  readonly keySets: IssuerKeySets;
  /** Tokens that the exchange has handed out. */
  readonly tokens: AccessTokens;
  readonly jobs: Jobs;
  readonly rates: RateLimiter;
  readonly exchanges: ExchangeLog;
  /** The emulator's own surface, which its control API offers to other processes. */
  emulator(): Emulator;
  /** `http://127.0.0.1:PORT`, without a final slash. */
  url(): string;
}
