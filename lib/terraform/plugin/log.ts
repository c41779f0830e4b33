/**
 * Log lines as go-plugin reads them from stderr: JSON, and a time with exactly six digits of fraction, without which
 * the line is not recognised. Terraform shows them under TF_LOG or TF_LOG_PROVIDER only, so nothing is written else.
 */
import type { Logger, LogLevel } from "../provider.js";

const LEVELS: readonly LogLevel[] = ["trace", "debug", "info", "warn", "error"];

export interface LogOptions {
  /** `@module` of each line. */
  readonly module: string;
  readonly environment: { readonly [name: string]: string | undefined };
  readonly redact: (text: string) => string;
  readonly write: (line: string) => void;
  readonly now?: () => Date;
}

export function createLogger({ module, environment, redact, write, now = () => new Date() }: LogOptions): Logger {
  const threshold = thresholdOf(environment.TF_LOG_PROVIDER || environment.TF_LOG);
  return (level, message, fields) => {
    if (LEVELS.indexOf(level) < threshold) {
      return;
    }
    const line = {
      ...redactDeep(fields ?? {}, redact),
      "@level": level,
      "@message": redact(message),
      "@timestamp": now().toISOString().replace("Z", "000Z"),
      "@module": module,
    };
    write(`${JSON.stringify(line)}\n`);
  };
}

/** Terraform takes a level that it does not know for TRACE, and `JSON` for TRACE in JSON. */
function thresholdOf(level: string | undefined): number {
  if (level === undefined || level === "" || level.toLowerCase() === "off") {
    return LEVELS.length;
  }
  return Math.max(0, LEVELS.indexOf(level.toLowerCase() as LogLevel));
}

/** Redacts before serialising: escaping would hide a secret from the search for it. */
function redactDeep(value: { readonly [name: string]: unknown }, redact: (text: string) => string): object {
  return JSON.parse(
    JSON.stringify(value, (_key, item: unknown) => {
      if (typeof item === "string") {
        return redact(item);
      }
      if (item instanceof Error) {
        return redact(item.stack ?? item.message);
      }
      return typeof item === "bigint" ? item.toString() : item;
    }),
  ) as object;
}
