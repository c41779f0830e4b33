import { setTimeout as sleep } from "node:timers/promises";

/**
 * How long the provider looks again for what it wrote before it says that it is not there. Cloudsmith replicates between
 * regions and documents no bound; its own provider waits up to a minute for a new object and seven seconds for a change.
 */
export interface Patience {
  /** First pause; doubles each time. */
  readonly firstMs: number;
  /** All pauses together. */
  readonly totalMs: number;
}

export const DEFAULT_PATIENCE: Patience = { firstMs: 100, totalMs: 15_000 };

/** The pauses of a doubling that adds up to the total, e.g. 100, 200, 400, 300 for 1,000. */
export function pausesOf({ firstMs, totalMs }: Patience): number[] {
  const pauses: number[] = [];
  let left = totalMs;
  for (let next = firstMs; left > 0; next *= 2) {
    pauses.push(Math.min(next, left));
    left -= next;
  }
  return pauses;
}

/** False when the pause was cut short because Terraform asked to stop. */
export async function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await sleep(ms, undefined, { signal });
    return true;
  } catch {
    return false;
  }
}
