/** Where the server listens: a unix socket where one can be made, else TCP on the loopback interface. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Logger } from "../provider.js";
import type { GrpcServer } from "./grpc/server.js";
import type { Address, Environment } from "./handshake.js";

/** Bytes. A socket's path has 108 on Linux and 104 on macOS, and Node cuts a longer one off without a word. */
const LONGEST_PATH = 100;

export interface Listening extends Address {
  /** Removes the socket's directory; safe to call twice. */
  readonly cleanUp: () => void;
}

/**
 * A full disk, a path that is too long and a file system without sockets are no reason to fail: TCP will do, and the
 * log says why.
 *
 * @throws Error that names both places when the server can listen in neither
 */
export async function listen(server: GrpcServer, environment: Environment, log: Logger): Promise<Listening> {
  const folder = environment.PLUGIN_UNIX_SOCKET_DIR || tmpdir();
  let problem: string;
  try {
    return await listenOnSocket(server, folder);
  } catch (error) {
    problem = `no socket can be made in ${folder} (${messageOf(error)})`;
  }
  try {
    const bound = await server.listen({ host: "127.0.0.1", port: 0 });
    const port = typeof bound === "object" && bound !== null ? bound.port : 0;
    log("warn", `${problem}; listening on the loopback interface instead. ${REMEDY}`);
    return { network: "tcp", address: `127.0.0.1:${port}`, cleanUp: () => {} };
  } catch (error) {
    throw new Error(`${problem}, nor can it listen on the loopback interface (${messageOf(error)}). ${REMEDY}`);
  }
}

const REMEDY = "Make room there, or set TMPDIR to a folder with a short path that can hold a socket.";

/** In a directory of our own that only this user can enter. */
async function listenOnSocket(server: GrpcServer, folder: string): Promise<Listening> {
  const prefix = join(folder, "tfp-");
  const randomPart = "XXXXXX".length;
  if (process.platform === "win32") {
    throw new Error("not on Windows");
  }
  if (Buffer.byteLength(`${prefix}/s`) + randomPart >= LONGEST_PATH) {
    throw new Error(`its path would have ${LONGEST_PATH} bytes or more`);
  }
  const directory = mkdtempSync(prefix);
  const cleanUp = () => rmSync(directory, { recursive: true, force: true });
  try {
    const address = join(directory, "s");
    await server.listen({ path: address });
    return { network: "unix", address, cleanUp };
  } catch (error) {
    cleanUp();
    throw error;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
