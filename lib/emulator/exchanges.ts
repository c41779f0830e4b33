import type { Claims, Judgement } from "../oidc/index.js";

/** One attempt to exchange a CI token, with the judgement that decided it. Tokens themselves are not kept. */
export interface ExchangeRecord {
  readonly at: string;
  readonly account: string;
  readonly status: number;
  /** Undefined where the token could not be decoded, so that there was nothing to judge. */
  readonly claims: Claims | undefined;
  readonly judgement: Judgement | undefined;
}

/** Every exchange asked for since the start or the last reset, oldest first. */
export type ExchangeLog = ExchangeRecord[];
