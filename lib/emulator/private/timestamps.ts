/** RFC 3339 text of microseconds since the epoch, as the API writes dates: `2026-09-01T10:00:00.000001Z`. */
export function formatTimestamp(microseconds: number): string {
  const whole = Math.floor(microseconds);
  const text = new Date(Math.floor(whole / 1000)).toISOString();
  return `${text.slice(0, -1)}${String(whole % 1000).padStart(3, "0")}Z`;
}
