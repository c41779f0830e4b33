import { createHash } from "node:crypto";

/** Short enough to be read out, long enough that no two drifts share one. */
const DIGITS = 20;

export function fingerprintOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, DIGITS);
}
