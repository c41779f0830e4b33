import { TrustError } from "../errors.js";
import type { Drift } from "./result.js";

/** A drift that somebody has looked at and lets be for a while. */
export interface AcceptedDrift {
  readonly fingerprint: string;
  /** What it was when it was accepted, for people. */
  readonly what?: string;
  readonly reason: string;
  /** Last day, UTC, e.g. `2027-03-31`. */
  readonly until: string;
}

export interface DriftBaseline {
  readonly entries: readonly AcceptedDrift[];
}

export interface BaselinedDrift {
  /** What alarms. */
  readonly fresh: readonly Drift[];
  readonly accepted: readonly { readonly drift: Drift; readonly acceptance: AcceptedDrift }[];
  /** Acceptances past their date whose drift is there still, which alarms again. */
  readonly expired: readonly { readonly drift: Drift; readonly acceptance: AcceptedDrift }[];
  /** Acceptances of what is no longer there. */
  readonly unused: readonly AcceptedDrift[];
}

/**
 * Takes out of an alarm what a baseline accepts.
 *
 * @param today UTC, e.g. `2026-11-25`
 */
export function applyBaseline(
  drifts: readonly Drift[],
  baseline: DriftBaseline | undefined,
  today: string,
): BaselinedDrift {
  const entries = new Map((baseline?.entries ?? []).map((entry) => [entry.fingerprint, entry]));
  const met = drifts.flatMap((drift) => {
    const acceptance = entries.get(drift.fingerprint);
    return acceptance === undefined ? [] : [{ drift, acceptance }];
  });
  const holds = met.filter(({ acceptance }) => acceptance.until >= today);
  const quiet = new Set(holds.map(({ drift }) => drift));
  const seen = new Set(met.map(({ acceptance }) => acceptance.fingerprint));
  return {
    fresh: drifts.filter((drift) => !quiet.has(drift)),
    accepted: holds,
    expired: met.filter(({ acceptance }) => acceptance.until < today),
    unused: [...entries.values()].filter(({ fingerprint }) => !seen.has(fingerprint)),
  };
}

/** A baseline of some drifts; what an earlier one says of them stays while it holds. */
export function baselineOf(
  drifts: readonly Drift[],
  { reason, until }: Pick<AcceptedDrift, "reason" | "until">,
  earlier: DriftBaseline | undefined,
  today: string,
): DriftBaseline {
  const known = new Map((earlier?.entries ?? []).map((entry) => [entry.fingerprint, entry]));
  return {
    entries: drifts
      .filter(({ severity }) => severity !== "none")
      .map(({ fingerprint, kind, name, what }) => {
        const old = known.get(fingerprint);
        return old !== undefined && old.until >= today
          ? old
          : { fingerprint, what: `${kind} ${name} ${what}`, reason, until };
      }),
  };
}

export function formatBaseline({ entries }: DriftBaseline): string {
  return `${JSON.stringify({ version: 1, entries }, null, 2)}\n`;
}

/**
 * @param value of the file, as JSON.parse gives it
 * @throws TrustError `invalid_baseline`
 */
export function readBaseline(value: unknown, where: string): DriftBaseline {
  const fault = (message: string): TrustError => new TrustError("invalid_baseline", `${where}: ${message}`);
  if (!isObject(value) || value.version !== 1 || !Array.isArray(value.entries)) {
    throw fault('this is no baseline; expected {"version": 1, "entries": […]}, as --write-baseline writes it');
  }
  const seen = new Set<string>();
  const entries = value.entries.map((entry: unknown, index): AcceptedDrift => {
    const at = `/entries/${index}`;
    if (!isObject(entry)) {
      throw fault(`${at} is not an object`);
    }
    const { fingerprint, what, reason, until } = entry;
    if (typeof fingerprint !== "string" || !/^[0-9a-f]{16,64}$/.test(fingerprint)) {
      throw fault(`${at}/fingerprint is none: expected the hexadecimal digits that a report shows`);
    }
    if (seen.has(fingerprint)) {
      throw fault(`${at}/fingerprint ${fingerprint} is there already`);
    }
    seen.add(fingerprint);
    if (typeof reason !== "string" || reason.trim() === "") {
      throw fault(`${at}/reason is missing: say why the drift is let be`);
    }
    if (typeof until !== "string" || !isDay(until)) {
      throw fault(`${at}/until is no day such as 2027-03-31: say how long the drift is let be`);
    }
    return { fingerprint, ...(typeof what === "string" ? { what } : {}), reason, until };
  });
  return { entries };
}

/** A day that the calendar has, as `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  const parsed = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : new Date(Number.NaN);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text);
}

function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
