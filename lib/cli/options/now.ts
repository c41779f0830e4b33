import { usageError } from "../errors.js";

/** A moment as ISO 8601 text or as seconds since 1970, e.g. `2026-11-23T05:30:00Z`, `1795411800`. */
export function parseMoment(text: string, where: string): Date {
  const moment = /^\d{1,12}(\.\d+)?$/.test(text) ? new Date(Number(text) * 1000) : isoMoment(text);
  if (Number.isNaN(moment.getTime())) {
    throw usageError(
      `${where} is not a moment: ${JSON.stringify(text)}`,
      "give ISO 8601 (2026-11-23T05:30:00Z) or seconds since 1970",
    );
  }
  return moment;
}

/** Without a zone a time would mean another moment on each machine; a date alone is midnight UTC. */
function isoMoment(text: string): Date {
  const ISO = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2}))?$/;
  return ISO.test(text) ? new Date(text) : new Date(Number.NaN);
}
