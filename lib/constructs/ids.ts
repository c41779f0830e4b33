import { createHash } from "node:crypto";

/**
 * A construct id out of names that may hold anything. Where characters are lost a hash of the whole makes up for them, so
 * that `release/1` and `release-1` stay two.
 */
export function idOf(...parts: readonly string[]): string {
  const text = parts.join("-");
  const safe = text.replace(/[^A-Za-z0-9_-]/g, "-");
  return safe === text ? text : `${safe}-${createHash("sha256").update(text).digest("hex").slice(0, 8)}`;
}
