/** Counts of a test that breaks things on purpose, for the table of `npm run faults`. */
import type { TestContext } from "vitest";
import type { Emulator } from "../../../lib/emulator/index.js";

export interface FaultTally {
  /** To the Cloudsmith API, over the whole test. */
  readonly requests: number;
  /** Of these, met by a fault; where a process was killed instead, left without an answer. */
  readonly broken: number;
  /** Accounts and settings that the configuration declares and Cloudsmith lacks at the end. */
  readonly lost: number;
  /** Accounts and settings that are there more than once, or that nobody declared. */
  readonly doubled: number;
}

/** Names of accounts and settings that should be there at the end, once each. */
export interface Declared {
  readonly accounts: readonly string[];
  readonly settings: readonly string[];
}

function compare(declared: readonly string[], found: readonly string[]): { lost: number; doubled: number } {
  const lost = declared.filter((name) => !found.includes(name)).length;
  return { lost, doubled: found.length - (declared.length - lost) };
}

/** Adds what is there now to the test's counts; to be called whenever the configuration should hold. */
export function tally(context: TestContext, emulator: Emulator, declared: Declared): void {
  const log = emulator.requests.log.filter(({ area }) => area === "cloudsmith");
  const found = [
    compare(
      declared.accounts,
      [...emulator.state.services.values()].map(({ name }) => name),
    ),
    compare(
      declared.settings,
      [...emulator.state.providerSettings.values()].map(({ name }) => name),
    ),
  ];
  const meta = context.task.meta as { faults?: FaultTally };
  meta.faults = {
    requests: log.length,
    broken: log.filter(({ fault, status }) => fault !== undefined || status === null).length,
    lost: found.reduce((sum, { lost }) => sum + lost, meta.faults?.lost ?? 0),
    doubled: found.reduce((sum, { doubled }) => sum + doubled, meta.faults?.doubled ?? 0),
  };
}
