/** JSON as state files hold it: numbers may have more digits than a double. */

/** A whole JSON text, or one number of it. */
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
/** A double holds every number of 15 digits. */
const SURELY_EXACT = 15;

/**
 * Like `JSON.parse`, but a number that no double holds exactly stays decimal text.
 * @throws SyntaxError
 */
export function parseStateJson(data: Uint8Array | string): unknown {
  const text = typeof data === "string" ? data : Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString();
  return JSON.parse(/\d{16}|\d\.\d{15}|\d[eE]/.test(text) ? text.replace(TOKEN, keepDigits) : text);
}

function keepDigits(token: string): string {
  return token.startsWith('"') || token.length <= SURELY_EXACT || String(Number(token)) === token
    ? token
    : `"${token}"`;
}
