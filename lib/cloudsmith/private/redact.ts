/** Shapes of secrets that may turn up in what a server says: keys of today (`csa_…`), and JWTs. */
const SECRET_SHAPES = /csa_[A-Za-z0-9]{20,}|eyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?/g;

/** Short values are words, not secrets. */
const SHORTEST_SECRET = 6;

/** Replaces the given secrets, and what looks like one, in a text that goes into an error or a log. */
export function redact(text: string, secrets: readonly string[]): string {
  const known = secrets.flatMap((secret) => [secret, secret.replace(/^Bearer /, "")]);
  return known
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .reduce((rest, secret) => rest.split(secret).join("(redacted)"), text)
    .replace(SECRET_SHAPES, "(redacted)");
}
