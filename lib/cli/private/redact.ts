/** Anything shaped like a JWT or a token of GitHub's, and what follows `Bearer` or `Token` in a header. */
const SECRETS =
  /\bgh[a-z]_[A-Za-z0-9]{16,}|\bgithub_pat_[A-Za-z0-9_]{20,}|\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]*)?|\b(?<=(?:Bearer|Token) )[A-Za-z0-9._~+/-]{16,}=*/g;

/** The last line of defence of every message: tokens and keys that a text quotes by accident are replaced. */
export function redact(text: string): string {
  return text.replace(SECRETS, "[redacted]");
}
