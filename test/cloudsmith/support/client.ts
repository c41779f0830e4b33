import { apiKeyCredential, CloudsmithClient, type CloudsmithClientOptions } from "../../../lib/cloudsmith/index.js";
import { FastClock } from "./clock.js";

/** A secret of every test's client; nothing may ever show it. */
export const KEY = "csa_canary0123456789abcdef0123456789abcdef";

/** A client of a test server, on a clock that never waits. */
export function clientOf(url: string, options: Partial<CloudsmithClientOptions> = {}): CloudsmithClient {
  return new CloudsmithClient({
    host: url,
    credential: apiKeyCredential(KEY),
    clock: new FastClock(),
    random: () => 0.5,
    ...options,
  });
}

/** What a promise is rejected with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("the promise was fulfilled");
}
