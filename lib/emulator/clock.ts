import { formatTimestamp } from "./private/timestamps.js";

/** The emulator's time: the machine's, or one that a test gives, moved by `settings.clockOffsetMs`. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** RFC 3339 with microseconds; each call gives a later text than the one before, so that sorting by it is stable. */
  stamp(): string;
}

export function makeClock(base: () => number, offset: () => number): Clock {
  let last = 0;
  return {
    now: () => base() + offset(),
    stamp() {
      last = Math.max((base() + offset()) * 1000, last + 1);
      return formatTimestamp(last);
    },
  };
}
