import type { RequiredClaims } from "./claims/index.js";

/** One way in: what tokens of one kind of job must say. Each becomes provider settings of its own. */
export interface WayIn {
  /** Names it among the ways in of one pipeline; part of its address and of its settings' name. */
  readonly id: string;
  readonly claims: RequiredClaims;
  /**
   * Name of its settings, unique in the organization.
   *
   * @default - the account's name, and the id
   */
  readonly settingsName?: string;
}
