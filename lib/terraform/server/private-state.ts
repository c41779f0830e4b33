/** Private state: JSON in the opaque bytes that Terraform keeps beside a resource. */
import type { PrivateState } from "../provider.js";

const EMPTY = new Uint8Array(0);

/** Bytes that are no JSON object, such as another provider's, read as empty. */
export function readPrivate(bytes: Uint8Array | undefined): PrivateState {
  if (bytes === undefined || bytes.length === 0) {
    return {};
  }
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString());
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as PrivateState) : {};
  } catch {
    return {};
  }
}

/** The bytes as they came when the handler left the value alone. */
export function writePrivate(value: PrivateState, before: PrivateState, bytes: Uint8Array | undefined): Uint8Array {
  if (value === before) {
    return bytes ?? EMPTY;
  }
  return Object.keys(value).length === 0 ? EMPTY : Buffer.from(JSON.stringify(value));
}
