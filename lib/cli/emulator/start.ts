import { type Emulator, startEmulator } from "../../emulator/index.js";
import { parseTrustDocument } from "../../trust/index.js";
import { failure, usageError } from "../errors.js";
import { parseJson, readText } from "../private/files.js";

export interface StartOptions {
  readonly port?: string;
  readonly organization?: string;
  readonly seed?: string;
}

type Seed = NonNullable<NonNullable<Parameters<typeof startEmulator>[0]>["seed"]>;

/** Starts the embedded Cloudsmith as the options say. */
export async function start({ port, organization, seed }: StartOptions): Promise<Emulator> {
  return startEmulator({
    ...(port === undefined ? {} : { port: parsePort(port) }),
    ...(organization === undefined ? {} : { organization }),
    ...(seed === undefined ? {} : { seed: readSeed(seed) }),
  });
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) {
    throw usageError(
      `--port is not a port: ${JSON.stringify(text)}`,
      "give a number from 0 to 65535; 0 chooses a free one",
    );
  }
  return port;
}

/** The emulator checks what is in it, too; it does not know of a line. */
function readSeed(file: string): Seed {
  const where = file === "-" ? "standard input" : file;
  const text = readText(file, "the seed");
  const seed = parseJson(text, "the seed", where);
  if (typeof seed !== "object" || seed === null || Array.isArray(seed)) {
    throw failure(`the seed ${where} is not a trust file: it is not a JSON object`, 'give {"organization": …, …}');
  }
  parseTrustDocument(text, where);
  return seed as Seed;
}
