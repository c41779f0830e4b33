import { randomText } from "./random.js";

/** A fresh API key in the shape of today's: `csa_`, 30 hex digits, 6 alphanumerics. */
export function newApiKey(): string {
  return `csa_${randomText(30, "hex")}${randomText(6, "mixed")}`;
}

/** As reads show a key: its last four characters only, which clients compare with the key they know. */
export function maskKey(key: string): string {
  return `${"*".repeat(Math.max(key.length - 4, 0))}${key.slice(-4)}`;
}

/** A fresh token in the shape of GitHub's installation tokens. */
export function newGitHubToken(): string {
  return `ghs_${randomText(36, "mixed")}`;
}
