/**
 * Reads that lag behind this provider's own writes, also in the run after. What is read soon after a write and is
 * exactly what was there before it is old news; anything else is a change made by someone.
 */
import { createHash } from "node:crypto";
import { isNotFound } from "../../cloudsmith/index.js";
import type { PrivateState } from "../../terraform/index.js";
import type { ProviderClient } from "../client.js";
import { pause, pausesOf } from "./pauses.js";

function fingerprint(values: unknown): string | null {
  return values === undefined ? null : createHash("sha256").update(JSON.stringify(values)).digest("base64");
}

/** What was there before a write and after it; undefined for nothing. A write that changes nothing cannot be late. */
export function ownWrite(before: unknown, after: unknown): PrivateState {
  const [was, is] = [fingerprint(before), fingerprint(after)];
  return was === is ? {} : { wrote_at: Date.now(), before: was };
}

export interface Reading<T> {
  readonly client: ProviderClient;
  readonly signal: AbortSignal;
  /** What the write left in the resource's private state. */
  readonly kept: PrivateState;
  readonly read: () => Promise<T>;
  /** The same, asked of the API anew. */
  readonly again: () => Promise<T>;
  /** In the form that {@link ownWrite} was given; undefined where it shows that the object is not there. */
  readonly valuesOf: (seen: T) => unknown;
}

function isFresh(client: ProviderClient, { wrote_at }: PrivateState): boolean {
  const age = typeof wrote_at === "number" ? Date.now() - wrote_at : -1;
  return age >= 0 && age < client.patience.totalMs;
}

/**
 * Reads an object, and again while it is as it was before the last write, for as long as reads may lag.
 *
 * @throws what the last reading threw
 */
export async function readUnlagged<T>({ client, signal, kept, read, again, valuesOf }: Reading<T>): Promise<T> {
  let outcome = await tried(read);
  for (const ms of pausesOf(client.patience)) {
    if (!isFresh(client, kept)) {
      break;
    }
    const seen = "error" in outcome ? null : fingerprint(valuesOf(outcome.value));
    const old = seen === kept.before && (!("error" in outcome) || isNotFound(outcome.error));
    if (!old || !(await pause(ms, signal))) {
      break;
    }
    outcome = await tried(again);
  }
  if ("error" in outcome) {
    throw outcome.error;
  }
  return outcome.value;
}

async function tried<T>(read: () => Promise<T>): Promise<{ readonly value: T } | { readonly error: unknown }> {
  try {
    return { value: await read() };
  } catch (error) {
    return { error };
  }
}
