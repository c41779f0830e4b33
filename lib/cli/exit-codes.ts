/** Exit codes of every command. Where several hold, the first of usage, error, drift, finding wins. */
export const EXIT = {
  /** Fine: admitted, done, nothing found. */
  ok: 0,
  /** Could not tell: a file that cannot be read, a server that does not answer. */
  error: 1,
  /** The command line is wrong. */
  usage: 2,
  /** Refused, or a finding at or above `--fail-on`. */
  finding: 10,
  /** What is live differs from what is declared. */
  drift: 11,
} as const;
