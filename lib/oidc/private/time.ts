import type { Claims } from "../settings.js";
import { failed, type Outcome, passed } from "./steps.js";
import { claimOf, shown } from "./values.js";

/** Epoch seconds of a moment given as a Date or as epoch seconds. */
export function epochSeconds(now: Date | number): number {
  return typeof now === "number" ? now : now.getTime() / 1000;
}

/** `exp` must be there and later than now; `nbf` and `iat` may be absent, and must not be later than now. */
export function timeStep(claims: Claims, now: number): Outcome {
  const exp = claimOf(claims, "exp");
  const readings = ["time-without-leeway"] as const;
  if (typeof exp !== "number" || !Number.isFinite(exp)) {
    const text = exp === undefined ? "the token has no exp" : `exp is ${shown(exp)}, which is no time`;
    const seen = { step: "time" as const, claim: "exp", ...(exp === undefined ? {} : { actual: exp }) };
    return failed("expired", { ...seen, text: `${text}, so it counts as expired` }, readings);
  }
  if (!(exp > now)) {
    return failed("expired", { step: "time", claim: "exp", actual: exp, text: `expired at ${moment(exp)}` }, readings);
  }
  for (const claim of ["nbf", "iat"]) {
    const since = claimOf(claims, claim);
    if (since === undefined) {
      continue;
    }
    const seen = { step: "time" as const, claim, actual: since };
    if (typeof since !== "number" || !Number.isFinite(since)) {
      return failed("not_yet_valid", { ...seen, text: `${claim} is ${shown(since)}, which is no time` }, readings);
    }
    if (!(since <= now)) {
      return failed("not_yet_valid", { ...seen, text: `not valid before ${moment(since)} (${claim})` }, readings);
    }
  }
  return passed({ step: "time", claim: "exp", actual: exp, text: `valid until ${moment(exp)}` });
}

/** The latest moment a Date can hold, in epoch seconds. Source: ECMA-262, time values. */
const LATEST = 8.64e12;

function moment(seconds: number): string {
  return Math.abs(seconds) <= LATEST ? new Date(seconds * 1000).toISOString() : `${seconds} s after 1970`;
}
