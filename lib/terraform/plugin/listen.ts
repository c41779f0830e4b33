/** Where the server listens: a unix socket where one can be made, else TCP on the loopback interface. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { GrpcServer } from "./grpc/server.js";
import type { Address, Environment } from "./handshake.js";

/** Bytes. A socket's path has 108 on Linux and 104 on macOS, and Node cuts a longer one off without a word. */
const LONGEST_PATH = 100;

export interface Listening extends Address {
  /** Removes the socket's directory; safe to call twice. */
  readonly cleanUp: () => void;
}

export async function listen(server: GrpcServer, environment: Environment): Promise<Listening> {
  const directory = socketDirectory(environment);
  if (directory !== undefined) {
    const path = join(directory, "s");
    const cleanUp = () => rmSync(directory, { recursive: true, force: true });
    try {
      await server.listen({ path });
      return { network: "unix", address: path, cleanUp };
    } catch {
      // A full disk or a file system without sockets: TCP will do.
      cleanUp();
    }
  }
  const bound = await server.listen({ host: "127.0.0.1", port: 0 });
  const port = typeof bound === "object" && bound !== null ? bound.port : 0;
  return { network: "tcp", address: `127.0.0.1:${port}`, cleanUp: () => {} };
}

/** A directory of our own that only this user can enter, if a socket in it has a path that is short enough. */
function socketDirectory(environment: Environment): string | undefined {
  const prefix = join(environment.PLUGIN_UNIX_SOCKET_DIR || tmpdir(), "tfp-");
  const randomPart = "XXXXXX".length;
  if (process.platform === "win32" || Buffer.byteLength(`${prefix}/s`) + randomPart >= LONGEST_PATH) {
    return undefined;
  }
  try {
    return mkdtempSync(prefix);
  } catch {
    return undefined;
  }
}
