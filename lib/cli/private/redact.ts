/** Anything shaped like a JWT, and what follows `Bearer` or `Token` in a header. */
const SECRETS =
  /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]*)?|\b(?<=(?:Bearer|Token) )[A-Za-z0-9._~+/-]{16,}=*/g;

/** The last line of defence of every message: tokens and keys that a text quotes by accident are replaced. */
export function redact(text: string): string {
  return text.replace(SECRETS, "[redacted]");
}
