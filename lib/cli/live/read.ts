import { DEFAULT_API_HOST, parseApiHost } from "../../cloudsmith/index.js";
import { readLive, type TrustModel } from "../../trust/index.js";
import { Progress } from "../private/progress.js";
import { readingClient } from "./client.js";
import { fetchLive } from "./fetch.js";

/** Reads the trust of a live organization: everything the signed-in identity is shown. Sends GET only, and the exchange. */
export async function readLiveTrust(
  organization: string,
): Promise<{ readonly model: TrustModel; readonly where: string }> {
  const progress = new Progress();
  const client = readingClient(organization, (seconds, reason) => progress.say(`waiting ${seconds} s: ${reason}`));
  try {
    const parts = await fetchLive(client, organization, (text) => progress.say(text));
    const { origin } = parseApiHost(process.env.CLOUDSMITH_API_HOST || DEFAULT_API_HOST);
    const where = `${parts.organization} at ${new URL(origin).host}`;
    return { model: readLive(parts, where), where };
  } finally {
    progress.done();
    client.close();
  }
}
