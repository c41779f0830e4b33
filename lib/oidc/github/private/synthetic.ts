/** Ids for jobs that are described without: always the same for the same name, in the size of GitHub's own. */
import { createHash } from "node:crypto";

/** Nine digits. */
export function syntheticId(kind: string, name: string): string {
  const digest = createHash("sha256").update(`${kind}\n${name}`).digest();
  return String(100_000_000 + (digest.readUInt32BE(0) % 900_000_000));
}

/** 40 hexadecimal digits. */
export function syntheticSha(name: string): string {
  return createHash("sha1").update(name).digest("hex");
}

/** A version 4 UUID made from a text. */
export function syntheticUuid(text: string): string {
  const bytes = createHash("sha256").update(text).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
